/**
 * Pulumi resources that wait for background tasks of Huawei Cloud DCS.
 *
 * @module pulumi-huaweicloud-dcs
 */
import "./pulumi/requireNode";

export { BackgroundTask } from "./pulumi/backgroundTask";
export { InstanceTasks } from "./pulumi/instanceTasks";
export { getBackgroundTask, getBackgroundTaskOutput } from "./pulumi/look/getBackgroundTask";
export { getBackgroundTasks, getBackgroundTasksOutput } from "./pulumi/look/getBackgroundTasks";
export { taskHooks } from "./pulumi/hooks/taskHooks";
export { watchInstances } from "./pulumi/hooks/watchInstances";

export type {
  GetBackgroundTaskArgs,
  GetBackgroundTaskOutputArgs,
  GetBackgroundTaskResult,
  GetBackgroundTasksArgs,
  GetBackgroundTasksOutputArgs,
  GetBackgroundTasksResult,
  LookOutputOptions,
  LookPlace,
} from "./pulumi/look/args";
export type { BackgroundTaskSummary } from "./client/answers/backgroundTasks";
export type { TaskHookOptions } from "./pulumi/hooks/options";
export type { BackgroundTaskArgs, InstanceTasksArgs } from "./pulumi/args";
export type { EndingPolicy, PollBounds } from "./resource/properties/inputs";
export type { BackgroundTaskStatus, TaskResult } from "./resource/properties/taskResult";
export type { StepDetail, SubStepDetail } from "./taskProgress";

/**
 * Pulumi resources that wait for background tasks of Huawei Cloud DCS.
 *
 * @module pulumi-huaweicloud-dcs
 */
export { BackgroundTask } from "./pulumi/backgroundTask";
export { InstanceTasks } from "./pulumi/instanceTasks";
export { taskHooks } from "./pulumi/hooks/taskHooks";
export { watchInstances } from "./pulumi/hooks/watchInstances";

export type { TaskHookOptions } from "./pulumi/hooks/options";
export type { BackgroundTaskArgs, InstanceTasksArgs } from "./pulumi/args";
export type { EndingPolicy, PollBounds } from "./resource/properties/inputs";
export type { BackgroundTaskStatus, TaskResult } from "./resource/properties/taskResult";
export type { StepDetail, SubStepDetail } from "./taskProgress";

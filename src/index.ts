/**
 * Pulumi resources that wait for background tasks of Huawei Cloud DCS.
 *
 * @module pulumi-huaweicloud-dcs
 */
export { BackgroundTask } from "./pulumi/backgroundTask";
export { InstanceTasks } from "./pulumi/instanceTasks";

export type { BackgroundTaskArgs } from "./pulumi/backgroundTask";
export type { InstanceTasksArgs } from "./pulumi/instanceTasks";
export type { EndingPolicy, PollBounds } from "./resource/inputs";
export type { BackgroundTaskStatus, TaskResult } from "./resource/target";
export type { StepDetail, SubStepDetail } from "./taskProgress";

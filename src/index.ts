/**
 * Pulumi resources that wait for background tasks of Huawei Cloud DCS.
 *
 * @module pulumi-huaweicloud-dcs
 */
export { BackgroundTask } from "./pulumi/backgroundTask";

export type { BackgroundTaskArgs } from "./pulumi/backgroundTask";
export type { EndingPolicy, PollBounds } from "./resource/inputs";
export type { BackgroundTaskStatus } from "./resource/target";
export type { StepDetail, SubStepDetail } from "./taskProgress";

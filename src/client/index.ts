/**
 * Signed queries about DCS background tasks, and waits for their end. Works without Pulumi.
 *
 * @module pulumi-huaweicloud-dcs/client
 */
export { DcsClient } from "./dcsClient";
export {
  settleBackgroundTask,
  settleJob,
  waitForBackgroundTask,
  waitForJob,
} from "./tasks/waitForBackgroundTask";
export { watchBackgroundTask } from "./tasks/watchBackgroundTask";
export { findBackgroundTask, findBackgroundTasks } from "./tasks/findBackgroundTasks";
export { waitForTask } from "../wait/waitForTask";
export { waitDefaults } from "../wait/waitOptions";
export { systemClock } from "../wait/time/clock";
export { signRequest } from "./signing/signRequest";
export { staticCredentials } from "./credentials/staticCredentials";
export { environmentCredentials } from "./credentials/environmentCredentials";
export { chainCredentials } from "./credentials/chainCredentials";
export { defaultCredentials } from "./credentials/defaultCredentials";
export { fileCredentials } from "./credentials/fileCredentials";
export { profileCredentials } from "./credentials/profileCredentials";
export { metadataCredentials } from "./credentials/metadataCredentials";
export { agencyCredentials } from "./credentials/agencyCredentials";
export { passwordCredentials } from "./credentials/passwordCredentials";
export { createFetch } from "./transport/createFetch";
export { DcsError, dcsErrorCodes, isDcsError } from "../errors";
export { findFailure, stepStatuses } from "../taskProgress";

export type {
  BackgroundTaskFilter,
  DcsClientOptions,
  JobId,
  QueryOptions,
  TaskId,
  TaskWindow,
} from "./options";
export type { BackgroundTaskSummary } from "./answers/backgroundTasks";
export type { Job } from "./answers/job";
export type { WaitForBackgroundTaskOptions } from "./tasks/waitForBackgroundTask";
export type { WaitForTaskOptions } from "../wait/waitOptions";
export type {
  TaskVerdict,
  WaitEnded,
  WaitOutcome,
  WaitResult,
  WaitStatus,
  WaitStopped,
  WaitSummary,
} from "../waitResult";
export type { Proof } from "../wait/trouble";
export type { TaskUpdate } from "./tasks/watchBackgroundTask";
export type { TaskQuery } from "./tasks/findBackgroundTasks";
export type { Clock } from "../wait/time/clock";
export type { SignableRequest, SignOptions } from "./signing/signRequest";
export type {
  Credentials,
  CredentialsProvider,
  CredentialsRequest,
  IamToken,
  Sourced,
  SourcedCredentials,
} from "./access/credentials";
export type { DefaultCredentialsOptions } from "./credentials/defaultCredentials";
export type { IamOptions } from "./credentials/iamOptions";
export type { ProfileOptions } from "./credentials/profileCredentials";
export type { MetadataOptions } from "./credentials/metadataCredentials";
export type { Agency, AgencyOptions } from "./credentials/agencyCredentials";
export type { IamUser, PasswordOptions } from "./credentials/passwordCredentials";
export type { FetchOptions } from "./transport/createFetch";
export type { TrustNames } from "./transport/trust";
export type { Environment } from "./credentials/environmentCredentials";
export type { DcsErrorCode, DcsErrorDetails } from "../errors";
export type { StepDetail, SubStepDetail, TaskFailure, TaskProgress } from "../taskProgress";

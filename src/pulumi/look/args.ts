import type * as pulumi from "@pulumi/pulumi";
import type { BackgroundTaskSummary } from "../../client/answers/backgroundTasks";
import type { TaskResult } from "../../resource/properties/taskResult";

/** Which instance to look at, and with which settings. */
export interface LookPlace {
  /** The DCS instance. */
  readonly instanceId: string;
  /** Names of the tasks that count, such as `"EXTEND"`. Default: any name. */
  readonly taskName?: string | readonly string[] | undefined;
  /** Default: as for a {@link BackgroundTask}, from the configuration and the environment. */
  readonly region?: string | undefined;
  /** Default: as for a {@link BackgroundTask}; else IAM is asked. */
  readonly projectId?: string | undefined;
  /** Base URL of DCS. Default: that of the region. */
  readonly endpoint?: string | undefined;
  /** KooCLI profile with the credentials. Default: as for a {@link BackgroundTask}. */
  readonly profile?: string | undefined;
}

/** Arguments of {@link getBackgroundTasks}. */
export type GetBackgroundTasksArgs = LookPlace;

/** Arguments of {@link getBackgroundTask}. */
export interface GetBackgroundTaskArgs extends LookPlace {
  /**
   * The background task, instead of `taskName`. Default: the newest unfinished task of the instance,
   * else its newest task.
   */
  readonly taskId?: string | undefined;
}

/** Arguments of {@link getBackgroundTaskOutput}. */
export type GetBackgroundTaskOutputArgs = {
  readonly [name in keyof GetBackgroundTaskArgs]: pulumi.Input<GetBackgroundTaskArgs[name]>;
};
/** Arguments of {@link getBackgroundTasksOutput}. */
export type GetBackgroundTasksOutputArgs = {
  readonly [name in keyof GetBackgroundTasksArgs]: pulumi.Input<GetBackgroundTasksArgs[name]>;
};

/** How a task stands. `status` is `NONE` if the instance has no such task. */
export interface GetBackgroundTaskResult extends TaskResult {
  /** As given. */
  readonly instanceId: string;
}

/** The tasks of an instance. */
export interface GetBackgroundTasksResult {
  /** As given. */
  readonly instanceId: string;
  /** Newest first, with the service's words. */
  readonly tasks: readonly BackgroundTaskSummary[];
}

/** Options of the `…Output` functions. */
export type LookOutputOptions = Pick<pulumi.InvokeOutputOptions, "dependsOn">;

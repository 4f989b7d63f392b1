import type * as pulumi from "@pulumi/pulumi";
import type { EndingPolicy, PollBounds } from "../resource/properties/inputs";

/** Inputs of {@link BackgroundTask}. */
export interface BackgroundTaskArgs {
  /** The DCS instance. Changing it replaces the resource. */
  readonly instanceId: pulumi.Input<string>;
  /** The background task. Changing it waits again. Default: a search finds it. */
  readonly taskId?: pulumi.Input<string | undefined>;
  /** A job, whose task is waited for; the job itself if it has none. */
  readonly jobId?: pulumi.Input<string | undefined>;
  /**
   * Names to search for, such as `["EXTEND", "ChangeInstanceSpec"]`, unless an id is given. A task counts
   * if it is unfinished, or was created during this run or since the last wait was settled.
   * A resource for one task takes the newest of them. Default: any name.
   */
  readonly taskName?: pulumi.Input<string | pulumi.Input<string>[] | undefined>;
  /**
   * Any values. When one changes, the task is waited for again, or searched for again. A date counts
   * as its ISO text. A resource is an error, since its id stays when it changes: give its outputs.
   */
  readonly triggers?: pulumi.Input<pulumi.Input<unknown>[] | undefined>;
  /** `false`: look once, record what is seen, and do not wait. Default `true`. */
  readonly wait?: pulumi.Input<boolean | undefined>;
  /**
   * Longest wait, in seconds, above 0 and at most a year. `opts.customTimeouts.create` and `.update`
   * win over it. Default 3600.
   */
  readonly timeoutSeconds?: pulumi.Input<number | undefined>;
  /** `"record"`: a task that failed or was lost is no error; see `status`. Default `"error"`. */
  readonly onFailure?: pulumi.Input<EndingPolicy | undefined>;
  /** `"record"`: a wait that timed out is no error; see `status`. Default `"error"`. */
  readonly onTimeout?: pulumi.Input<EndingPolicy | undefined>;
  /**
   * What to do if a search finds no task. `"error"`: fail. `"record"`: succeed with `status` `NONE`.
   * Default `"record"`.
   */
  readonly ifNone?: pulumi.Input<EndingPolicy | undefined>;
  /** Bounds of the gap between two queries. Default `{ minSeconds: 1, maxSeconds: 60 }`. */
  readonly poll?: pulumi.Input<
    { readonly [name in keyof PollBounds]?: pulumi.Input<number | undefined> } | undefined
  >;
  /** Default: `huaweicloud:region`, then `HW_REGION_NAME`. Changing it replaces the resource. */
  readonly region?: pulumi.Input<string | undefined>;
  /** Default: `huaweicloud:projectId`, then IAM is asked. Changing it replaces the resource. */
  readonly projectId?: pulumi.Input<string | undefined>;
  /** Base URL of DCS. Default: that of the region. */
  readonly endpoint?: pulumi.Input<string | undefined>;
  /** KooCLI profile with the credentials. Default: `huaweicloud:profile`, then other sources. */
  readonly profile?: pulumi.Input<string | undefined>;
}

/** Inputs of {@link InstanceTasks}: those of a `BackgroundTask` without the ids. */
export type InstanceTasksArgs = Omit<BackgroundTaskArgs, "taskId" | "jobId">;

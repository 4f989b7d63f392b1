/** Bounds of the gap between two queries. */
export interface PollBounds {
  /** Shortest gap between two queries, in seconds, above 0 and at most `maxSeconds`. Default 1. */
  readonly minSeconds: number;
  /** Longest gap between two queries, in seconds, at most a year. Default 60. */
  readonly maxSeconds: number;
}

/** What to do with an ending that is not success: fail, or succeed and say so in `status`. */
export type EndingPolicy = "error" | "record";

/** The inputs of a `BackgroundTask`, complete. `InstanceTasks` has the same without the ids. */
export interface BackgroundTaskInputs {
  readonly instanceId: string;
  readonly taskId?: string;
  readonly jobId?: string;
  readonly taskName?: string | readonly string[];
  readonly triggers?: readonly unknown[];
  readonly wait: boolean;
  readonly timeoutSeconds: number;
  readonly onFailure: EndingPolicy;
  readonly onTimeout: EndingPolicy;
  readonly ifNone: EndingPolicy;
  readonly poll: PollBounds;
  readonly region?: string;
  readonly projectId?: string;
  readonly endpoint?: string;
  readonly profile?: string;
}

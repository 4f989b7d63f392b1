import type { TaskProgress } from "../taskProgress";

/**
 * How a wait ended. `lost`: the task had been seen, then its record was gone, and nothing tells how
 * it ended.
 */
export type WaitOutcome = "succeeded" | "failed" | "timedOut" | "aborted" | "lost";

/** The end of a wait, as a value. */
export interface WaitResult {
  /** How it ended. */
  readonly outcome: WaitOutcome;
  /** The last readable answer; absent where there was none. */
  readonly lastProgress?: TaskProgress;
  /** What the outcome rests on: the steps themselves, or the instance's task list. */
  readonly decidedBy: "steps" | "taskList" | "wait";
  /** Queries made. */
  readonly attempts: number;
  /** Milliseconds from the start of the wait to its end. */
  readonly elapsedMs: number;
  /** How often each kind of answer came: a task state, or an error code with its status. */
  readonly observed: Readonly<Record<string, number>>;
}

/** Where a wait stands, beside the answer itself. Durations in milliseconds. */
export interface WaitStatus {
  /** Queries made so far. */
  readonly attempts: number;
  /** Milliseconds since the start of the wait. */
  readonly elapsedMs: number;
  /** Gap to the next query; 0 when the wait is over. */
  readonly nextDelayMs: number;
  /** 100 % was answered, but not every step is finished yet. */
  readonly settling: boolean;
}

/** What another source, such as the instance's task list, says of a task. */
export type TaskVerdict = "succeeded" | "failed" | "running" | "unknown";

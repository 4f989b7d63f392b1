import type { TaskProgress } from "../taskProgress";

/** What every result of a wait holds, however the wait ended. */
export interface WaitSummary {
  /**
   * The last readable answer, or `seen` of the options where there was none since. Absent where the
   * task was never seen: the instance's task list alone knew it.
   */
  readonly lastProgress?: TaskProgress;
  /** Queries made for the progress. */
  readonly attempts: number;
  /** Milliseconds from the start of the wait to its end. */
  readonly elapsedMs: number;
  /** How often each kind of answer came: a task state, or an error code with its status. */
  readonly observed: Readonly<Record<string, number>>;
}

/** The task has ended. */
export interface WaitEnded extends WaitSummary {
  /** How the task ended. */
  readonly outcome: "succeeded" | "failed";
  /** What the outcome rests on: the steps themselves, or the instance's task list. */
  readonly decidedBy: "steps" | "taskList";
}

/**
 * The wait has ended, but the task has not, as far as is known. `timedOut`: the time was up.
 * `aborted`: the signal aborted. `lost`: the task was seen, then its record was gone, and nothing
 * says how it ended.
 */
export interface WaitStopped extends WaitSummary {
  /** Why the wait ended. */
  readonly outcome: "timedOut" | "aborted" | "lost";
  /** Neither view of the task says how it ended. */
  readonly decidedBy: "wait";
}

/** The end of a wait, as a value. `outcome` tells which. */
export type WaitResult = WaitEnded | WaitStopped;

/** How a wait ended: see {@link WaitEnded} and {@link WaitStopped}. */
export type WaitOutcome = WaitResult["outcome"];

/** Where a wait stands, beside the answer itself. Durations in milliseconds. */
export interface WaitStatus {
  /** Queries made so far. */
  readonly attempts: number;
  /** Milliseconds since the start of the wait. */
  readonly elapsedMs: number;
  /** Gap to the next query; 0 when the wait is over. */
  readonly nextDelayMs: number;
  /** 100 % was answered, but the steps do not say yet that the task has ended. */
  readonly settling: boolean;
}

/** What another source, such as the instance's task list, says of a task. */
export type TaskVerdict = "succeeded" | "failed" | "running" | "unknown";

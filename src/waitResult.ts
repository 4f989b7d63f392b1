import type { DcsError } from "./errors";
import type { TaskProgress } from "./taskProgress";

/** The fields of every {@link WaitResult}. */
export interface WaitSummary {
  /**
   * The last readable answer, or the option `seen` if there was none. Absent if the progress was never
   * seen, for example because only the instance's task list knew the task.
   */
  readonly lastProgress?: TaskProgress;
  /** Number of queries for the progress. */
  readonly attempts: number;
  /** Milliseconds from the start of the wait to its end. */
  readonly elapsedMs: number;
  /** Number of answers of each kind: a task state, or an error code with its HTTP status. */
  readonly observed: Readonly<Record<string, number>>;
  /** Why the task list could not be asked the last time, for example because of a missing permission. */
  readonly listError?: DcsError;
}

/** The task has ended. */
export interface WaitEnded extends WaitSummary {
  /** How the task ended. */
  readonly outcome: "succeeded" | "failed";
  /** What proved the outcome: the steps, or the instance's task list. */
  readonly decidedBy: "steps" | "taskList";
}

/**
 * The wait has ended without knowing how the task ends. `timedOut`: the time was up. `aborted`: the
 * signal aborted. `lost`: the task had been seen, then its record was gone, and the task list does not
 * know it.
 */
export interface WaitStopped extends WaitSummary {
  /** Why the wait ended. */
  readonly outcome: "timedOut" | "aborted" | "lost";
  /** Neither the steps nor the task list proved an outcome. */
  readonly decidedBy: "wait";
}

/** How a wait ended, as a value; `outcome` discriminates the union. */
export type WaitResult = WaitEnded | WaitStopped;

/** The outcomes of {@link WaitEnded} and {@link WaitStopped}. */
export type WaitOutcome = WaitResult["outcome"];

/** The state of a wait, in addition to the answer. Durations in milliseconds. */
export interface WaitStatus {
  /** Number of queries so far. */
  readonly attempts: number;
  /** Milliseconds since the start of the wait. */
  readonly elapsedMs: number;
  /** Gap to the next query; 0 if the wait has ended. */
  readonly nextDelayMs: number;
  /** The progress is 100 %, but the steps do not prove yet that the task has ended. */
  readonly settling: boolean;
}

/** The state of a task by another source, such as the instance's task list. */
export type TaskVerdict = "succeeded" | "failed" | "running" | "unknown";

import type { DcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import type { Clock } from "./time/clock";
import type { Proof } from "./trouble";
import type { TaskVerdict, WaitStatus } from "../waitResult";

/** Options of `waitForTask`. */
export interface WaitForTaskOptions {
  /**
   * Queries the progress once. Its signal aborts when the query or the wait ends. A transient
   * {@link DcsError} is retried; any other error ends the wait and is thrown. The task has succeeded at
   * `progress` 100 with at least one step and no step other than `FINISH`.
   */
  readonly poll: (signal: AbortSignal) => Promise<TaskProgress>;
  /**
   * Maximum time, in milliseconds, above 0; Infinity for no limit. The wait then ends with `timedOut`,
   * or throws the last failure if there was no answer about the task. Default 3,600,000 (one hour).
   */
  readonly timeoutMs?: number | undefined;
  /** Minimum gap between two queries, in milliseconds, above 0. Default 1,000. */
  readonly minDelayMs?: number | undefined;
  /** Maximum gap between two queries, in milliseconds, at least `minDelayMs`. Default 60,000. */
  readonly maxDelayMs?: number | undefined;
  /** Ends the wait with `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Called with each readable answer, before `confirm` is asked about it, and once more with the same
   * answer if `confirm` then says that the task has ended. Its errors are ignored, so that they cannot
   * fail the wait.
   */
  readonly onProgress?: ((progress: TaskProgress, status: WaitStatus) => void) | undefined;
  /** Called with each failure that is retried. Its errors are ignored. */
  readonly onTrouble?: ((error: DcsError, status: WaitStatus) => void) | undefined;
  /**
   * The last answer about this task in an earlier run. The task then counts as seen: if its record is
   * gone, `confirm` decides how it ended instead of an error `NOT_FOUND`. `lastProgress` of the result
   * is this answer until there is a newer one. Default: the task was never seen.
   */
  readonly seen?: TaskProgress | undefined;
  /**
   * Asks another source, such as a list of tasks, for the task's state. It is called if `poll` does not
   * tell the state, before giving up, and at the timeout:
   *
   * - at once at 100 % without any step, if all steps are finished below 100 %, if only a sub-step has
   *   failed, or if the query was answered 400;
   * - after 20 seconds at 100 % with unfinished steps;
   * - at the second "not found" in a row of a task that was seen;
   * - after 10 seconds of "not found" of a task that was never seen, or of unreadable answers.
   *
   * "succeeded" and "failed" end the wait, "running" resets the count of failures, and "unknown" twice,
   * 10 seconds apart, makes a task that was seen `lost`. Default: always "unknown", so that an end that
   * the steps do not prove is polled until the timeout.
   */
  readonly confirm?: ((signal: AbortSignal) => Promise<TaskVerdict>) | undefined;
  /**
   * Registers `wake` for the gap between two queries, and returns how to unregister it. Calling `wake`
   * ends the gap, for example because `poll` can return an answer without a request. Default: none.
   */
  readonly onNews?: ((wake: () => void) => () => void) | undefined;
  /**
   * Whether address, region and key have been proved right. Failures are then retried for 10 minutes
   * instead of 1. Waits that share this object share the proof; each sets it at its first answer.
   * Default: nothing is proved yet.
   */
  readonly proof?: Proof | undefined;
  /** Clock of the wait. Default: {@link systemClock}, the machine's monotonic clock. */
  readonly clock?: Clock | undefined;
  /** Numbers from 0 to 1 for the jitter; any other value counts as 0.5. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** Defaults of {@link WaitForTaskOptions}, in milliseconds. */
export const waitDefaults = Object.freeze({
  /** One hour. */
  timeoutMs: 3_600_000,
  /** One second. */
  minDelayMs: 1_000,
  /** One minute. */
  maxDelayMs: 60_000,
});

import type { DcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import type { Clock } from "./time/clock";
import type { Proof } from "./trouble";
import type { TaskVerdict, WaitStatus } from "./waitResult";

/** Options of `waitForTask`. */
export interface WaitForTaskOptions {
  /**
   * Asks once. Its signal aborts when the wait ends. After a thrown {@link DcsError} that is
   * transient it is called again; any other error ends the wait and is thrown. The task is done at
   * `progress` 100 with at least one step and no step other than `FINISH`.
   */
  readonly poll: (signal: AbortSignal) => Promise<TaskProgress>;
  /**
   * Milliseconds after which the wait ends with `timedOut`, above 0; Infinity is no limit. Where
   * nothing was learnt of the task by then, the last failure is thrown. Default 3,600,000 (an hour).
   */
  readonly timeoutMs?: number | undefined;
  /** Least gap between two queries, in milliseconds. Default 1,000. */
  readonly minDelayMs?: number | undefined;
  /** Largest gap between two queries, in milliseconds. Default 60,000. */
  readonly maxDelayMs?: number | undefined;
  /** Ends the wait with `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each readable answer. What it throws is ignored: showing never fails a wait. */
  readonly onProgress?: ((progress: TaskProgress, status: WaitStatus) => void) | undefined;
  /** Called with each failed query that is followed by another. What it throws is ignored. */
  readonly onTrouble?: ((error: DcsError, status: WaitStatus) => void) | undefined;
  /**
   * The last answer that an earlier run had of this task, which then counts as seen: where its
   * record is gone, `confirm` decides how it ended, and the wait does not fail with `NOT_FOUND`.
   * `lastProgress` of the result is this answer until there is a newer one. Default: never seen.
   */
  readonly seen?: TaskProgress | undefined;
  /**
   * Asks another source, such as a list of tasks, how the task stands. It is asked where `poll` does
   * not say, and before giving up:
   *
   * - at once, at 100 % without any step, or when a sub-step alone has failed;
   * - after 20 seconds, at 100 % with unfinished steps;
   * - at the second "not found" in a row of a task that was seen;
   * - after 10 seconds, where the task was never seen or its answers cannot be read.
   *
   * "succeeded" and "failed" end the wait, "running" gives its patience back, and "unknown" must be
   * said twice, 10 seconds apart, to make a task that was seen `lost`. Without this option the word
   * is always "unknown", so that what the steps do not prove is polled until the time is up.
   */
  readonly confirm?: ((signal: AbortSignal) => Promise<TaskVerdict>) | undefined;
  /**
   * Calls `wake` when there is an answer to be had without asking, which ends the gap. Called at
   * the beginning of each gap; what it returns is called at its end.
   */
  readonly onNews?: ((wake: () => void) => () => void) | undefined;
  /**
   * Whether address, region and key have proved to be right, shared by the waits on one service, so
   * that all of them have the longer patience with its trouble. Set by each wait that is answered.
   * Default: nothing is proved yet.
   */
  readonly proof?: Proof | undefined;
  /** Default: the machine's monotonic clock. */
  readonly clock?: Clock | undefined;
  /** Numbers from 0 to 1 for the jitter; 0.5 in place of any other. Default `Math.random`. */
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

import { DcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import type { Clock } from "./clock";
import type { TaskVerdict, WaitStatus } from "./waitResult";

/** Options of `waitForTask`. */
export interface WaitForTaskOptions {
  /**
   * Asks once. Its signal aborts when the wait ends. A thrown {@link DcsError} that is transient
   * is waited out; any other error ends the wait and is thrown.
   */
  readonly poll: (signal: AbortSignal) => Promise<TaskProgress>;
  /** Milliseconds after which the wait ends with `timedOut`. Default 3,600,000 (one hour). */
  readonly timeoutMs?: number | undefined;
  /** Least gap between two queries, in milliseconds. Default 1,000. */
  readonly minDelayMs?: number | undefined;
  /** Largest gap between two queries, in milliseconds. Default 60,000. */
  readonly maxDelayMs?: number | undefined;
  /** Ends the wait with `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each readable answer. What it throws is ignored: showing never fails a wait. */
  readonly onProgress?: ((progress: TaskProgress, status: WaitStatus) => void) | undefined;
  /** Called with each answer that was none and is waited out. What it throws is ignored. */
  readonly onTrouble?: ((error: DcsError, status: WaitStatus) => void) | undefined;
  /**
   * The last answer that an earlier run had of this task. The task then counts as seen: where its
   * record is gone, `confirm` decides instead of `NOT_FOUND`; and `lastProgress` of the result is
   * this answer until there is a newer one. Default: the task was never seen.
   */
  readonly seen?: TaskProgress | undefined;
  /**
   * Asks another source how the task stands: when its record is gone, and when 100 % does not
   * settle. Without it a record that is gone is `lost`, and 100 % is waited on until the time-out.
   */
  readonly confirm?: ((signal: AbortSignal) => Promise<TaskVerdict>) | undefined;
  /**
   * Calls `wake` when there is an answer to be had without asking, which ends the gap. Called at
   * the beginning of each gap; what it returns is called at its end.
   */
  readonly onNews?: ((wake: () => void) => () => void) | undefined;
  /** Default: the machine's monotonic clock. */
  readonly clock?: Clock | undefined;
  /** Numbers from 0 to 1 for the jitter. Default `Math.random`. */
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

type Durations = Record<keyof typeof waitDefaults, number>;

/** @throws {DcsError} `INVALID_INPUT` naming the option that is wrong */
export function validateDurations(options: WaitForTaskOptions): Durations {
  for (const name of ["timeoutMs", "minDelayMs", "maxDelayMs"] as const) {
    const value: unknown = options[name] ?? waitDefaults[name];
    if (typeof value !== "number" || !(value > 0)) {
      throw invalid(name, `must be a number of milliseconds above 0, not ${String(value)}`);
    }
  }
  const timeoutMs = options.timeoutMs ?? waitDefaults.timeoutMs;
  // Where one bound alone is given, the other's default makes room for it.
  const maxDelayMs =
    options.maxDelayMs ?? Math.max(waitDefaults.maxDelayMs, options.minDelayMs ?? 0);
  const minDelayMs = options.minDelayMs ?? Math.min(waitDefaults.minDelayMs, maxDelayMs);
  if (minDelayMs > maxDelayMs) {
    throw invalid("minDelayMs", `(${minDelayMs}) must not be above "maxDelayMs" (${maxDelayMs})`);
  }
  return { timeoutMs, minDelayMs, maxDelayMs };
}

function invalid(property: string, reason: string): DcsError {
  return new DcsError("INVALID_INPUT", `"${property}" ${reason}`, { property });
}

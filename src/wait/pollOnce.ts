import { DcsError, isDcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import { classify, type TaskState } from "./classify";
import type { Clock } from "./time/clock";
import { orAborted } from "./time/orAborted";

/** The result of one query: progress with its meaning, or a {@link DcsError}. */
export type Answer =
  | { readonly progress: TaskProgress; readonly state: Exclude<TaskState, "malformed"> }
  | { readonly error: DcsError };

/** The limits of a query. */
export interface Limits {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** End of the wait, on the clock. */
  readonly deadline: number;
}

/** A query that is under way at the deadline may take this much longer. */
const LAST_QUERY_MS = 10_000;
/** The deadline is watched only for queries that take longer than this in real time. */
const SLOW_QUERY_MS = 1_000;

/**
 * Makes one query.
 *
 * @returns `undefined` if the signal aborted
 * @throws whatever `poll` throws that is not a {@link DcsError}
 */
export async function pollOnce(
  poll: (signal: AbortSignal) => Promise<TaskProgress>,
  limits: Limits,
): Promise<Answer | undefined> {
  try {
    const progress = await withDeadline(poll, limits);
    return limits.signal.aborted ? undefined : read(progress);
  } catch (error) {
    if (isDcsError(error)) return { error };
    throw error;
  }
}

/**
 * Makes a query that ends with the signal and soon after the deadline, even if it ignores its signal.
 *
 * @returns `undefined` as soon as the signal aborts
 * @throws {DcsError} `NETWORK` if there is no answer soon after the deadline
 */
export async function withDeadline<T>(
  query: (signal: AbortSignal) => Promise<T>,
  { signal, clock, deadline }: Limits,
): Promise<T | undefined> {
  const answer = query(signal);
  return new Promise((resolve, reject) => {
    const endGuard = guard(clock, deadline + LAST_QUERY_MS, () => {
      reject(new DcsError("NETWORK", "the query was not answered before the deadline"));
    });
    orAborted(answer, signal).finally(endGuard).then(resolve, reject);
  });
}

function read(progress: TaskProgress | undefined): Answer {
  const state = progress ? classify(progress) : "malformed";
  if (progress && state !== "malformed") return { progress, state };
  return {
    error: new DcsError(
      "MALFORMED_RESPONSE",
      "the answer has no usable progress (0 to 100) or list of steps; the query counts as failed",
    ),
  };
}

/**
 * Calls `onLate` when the clock is past `latest`. It uses the clock only for queries that are slow in
 * real time: a virtual clock jumps at each sleep, and must not jump while a query is being answered.
 *
 * @returns a function that ends it
 */
function guard(clock: Clock, latest: number, onLate: () => void): () => void {
  let answered: AbortController | undefined;
  const timer = setTimeout(() => {
    answered = new AbortController();
    const ms = Math.max(latest - clock.now(), 0);
    clock.sleep(ms, answered.signal).then(onLate, () => undefined);
  }, SLOW_QUERY_MS);
  return () => {
    clearTimeout(timer);
    answered?.abort();
  };
}

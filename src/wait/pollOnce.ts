import { DcsError, isDcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import { classify, type TaskState } from "./classify";
import type { Clock } from "./time/clock";
import { orAborted } from "./time/orAborted";

/** One answer, read: progress with its meaning, or an error of this package's family. */
export type Answer =
  | { readonly progress: TaskProgress; readonly state: Exclude<TaskState, "malformed"> }
  | { readonly error: DcsError };

/** Until when an answer is waited for. */
export interface Limits {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** On the clock. */
  readonly deadline: number;
}

/** A query that is under way at the deadline may take this much longer, in milliseconds. */
const LAST_QUERY_MS = 10_000;
/** A query that is not answered after this is slow, in milliseconds of real time. */
const SLOW_QUERY_MS = 1_000;

/**
 * Makes one query. `undefined` when the signal aborted.
 *
 * @throws whatever `poll` throws that is not of this package's family
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
 * The answer of `query`, or `undefined` as soon as the signal aborts, whether the query listens to
 * it or not.
 *
 * @throws {DcsError} `NETWORK` when it is still unanswered after the deadline
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
      "the answer has no progress between 0 and 100; the query counts as failed",
    ),
  };
}

/**
 * Calls `onLate` when the clock is past `latest`. It sleeps only for a query that is slow in real time: a
 * clock that jumps whenever it is asked to sleep must not jump while a query is being answered.
 *
 * @returns what ends it
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

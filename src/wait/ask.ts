import { DcsError, isDcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import { classify, type TaskState } from "./classify";
import type { Clock } from "./clock";
import { partOf, type Part, untilAborted } from "./race";

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

/**
 * Makes one query. `undefined` when the signal aborted.
 *
 * @throws whatever `poll` throws that is not of this package's family
 */
export async function ask(
  poll: (signal: AbortSignal) => Promise<TaskProgress>,
  limits: Limits,
): Promise<Answer | undefined> {
  try {
    const progress = await inTime(poll, limits);
    return limits.signal.aborted ? undefined : read(progress);
  } catch (error) {
    if (isDcsError(error)) return { error };
    throw error;
  }
}

/**
 * The answer of `query`, or `undefined` as soon as the signal aborts, whether the query listens to
 * its own signal or not.
 *
 * @throws {DcsError} `NETWORK` when it is still unanswered after the deadline
 */
export async function inTime<T>(
  query: (signal: AbortSignal) => Promise<T>,
  { signal, clock, deadline }: Limits,
): Promise<T | undefined> {
  const own = partOf(signal);
  try {
    const answer = query(own.signal);
    // A clock that jumps whenever it is asked to sleep must not jump while a query is answered at
    // once, so the guard is set only for a query that takes a turn of the event loop.
    guard(own, clock, deadline - clock.now() + LAST_QUERY_MS);
    const answered = await untilAborted(answer, own.signal);
    if (answered === undefined && own.signal.aborted && !signal.aborted) {
      throw new DcsError("NETWORK", "the query was not answered before the deadline");
    }
    return answered;
  } finally {
    own.end();
  }
}

function read(progress: TaskProgress | undefined): Answer {
  const state = progress ? classify(progress) : "malformed";
  if (progress && state !== "malformed") return { progress, state };
  return {
    error: new DcsError(
      "MALFORMED_RESPONSE",
      "the answer has no progress between 0 and 100; it is waited out like a failed query",
    ),
  };
}

function guard(own: Part, clock: Clock, ms: number): void {
  setImmediate(() => {
    // `inTime` ends this as soon as the query is answered, which cuts the sleep short.
    if (own.signal.aborted) return;
    clock.sleep(Math.max(ms, 0), own.signal).then(own.end, () => undefined);
  });
}

import { DcsError, isDcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import { classify, type TaskState } from "./classify";
import type { Clock } from "./clock";
import { untilAborted } from "./race";

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
  const over = new AbortController();
  const own = AbortSignal.any([signal, over.signal]);
  try {
    const answer = query(own);
    // A clock that jumps whenever it is asked to sleep must not jump while a query is answered at
    // once, so the guard is set only for a query that takes a turn of the event loop.
    void guard(over, clock, deadline - clock.now() + LAST_QUERY_MS);
    const answered = await untilAborted(answer, own);
    if (answered === undefined && over.signal.aborted && !signal.aborted) {
      throw new DcsError("NETWORK", "the query was not answered before the deadline");
    }
    return answered;
  } finally {
    over.abort();
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

async function guard(over: AbortController, clock: Clock, ms: number): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  // `ask` aborts this as soon as the query is answered.
  if (over.signal.aborted) return;
  try {
    await clock.sleep(Math.max(ms, 0), over.signal);
    over.abort();
  } catch {
    // The sleep was cut short, since the query is answered.
  }
}

import { DcsError, isDcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import { classify, type TaskState } from "./classify";
import { NotSent } from "./budget/notSent";
import { type Clock, MAX_TIMER_MS, systemClock } from "./time/clock";
import { childSignal, orAborted } from "./time/orAborted";
import { watchTurn } from "./time/turnWatch";

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

/** A query that has been sent at the deadline may take this much longer. */
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
 * @throws {NotSent} if it still waits for its turn at the deadline, and has done so for a second
 * @throws {DcsError} `NETWORK` if it was sent, and there is no answer soon after the deadline
 */
export async function withDeadline<T>(
  query: (signal: AbortSignal) => Promise<T>,
  { signal, clock, deadline }: Limits,
): Promise<T | undefined> {
  const own = childSignal(signal);
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      // It ends with its signal.
      endLate(reject, { signal: own.signal, clock, deadline }).catch(() => undefined);
      orAborted(query(own.signal), own.signal).then(resolve, reject);
    });
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
      "the answer has no usable progress (0 to 100) or list of steps; the query counts as failed",
    ),
  };
}

/**
 * Ends a query that is late. It uses the clock only for queries that are slow in real time: a virtual
 * clock jumps at each sleep, and must not jump while a query is being answered.
 */
async function endLate(
  end: (reason: DcsError) => void,
  { signal, clock, deadline }: Limits,
): Promise<void> {
  const sleepUntil = async (at: number) => {
    do await clock.sleep(Math.min(Math.max(at - clock.now(), 0), MAX_TIMER_MS), signal);
    while (clock.now() < at && !signal.aborted);
  };
  let [isQueued, isLate] = [false, false];
  const endIfQueued = () => {
    if (isQueued && isLate) end(new NotSent());
  };
  watchTurn(signal, (now) => {
    isQueued = now;
    endIfQueued();
  });
  await systemClock.sleep(SLOW_QUERY_MS, signal);
  await sleepUntil(deadline);
  isLate = true;
  endIfQueued();
  await sleepUntil(deadline + LAST_QUERY_MS);
  end(new DcsError("NETWORK", "the query was not answered before the deadline"));
}

import { childSignal, orAborted } from "./orAborted";

/** Until when an answer is waited for. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Milliseconds of real time. */
  readonly ms: number;
  /** The error when the time is up. */
  readonly error: () => Error;
}

/**
 * The answer of `work`, whose signal aborts at the end of the time too. What ignores its signal is
 * left to itself.
 *
 * @throws `error` when the time is up, and the reason of `signal` when that aborts
 */
export async function withinTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { signal, ms, error }: TimeLimit,
): Promise<T> {
  signal.throwIfAborted();
  const own = childSignal(signal);
  const timer = setTimeout(own.end, ms);
  try {
    // Boxed, since an answer may itself be undefined.
    const answer = await orAborted(
      work(own.signal).then((value) => ({ value })),
      own.signal,
    );
    if (answer) return answer.value;
    signal.throwIfAborted();
    throw error();
  } finally {
    clearTimeout(timer);
    own.end();
  }
}

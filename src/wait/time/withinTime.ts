import { childSignal, orAborted } from "./orAborted";

/** Options of {@link withinTime}. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** The timeout, in milliseconds of real time. */
  readonly ms: number;
  /** Makes the error of a timeout. */
  readonly error: () => Error;
}

/**
 * Runs `work` with a timeout. Its signal aborts at the timeout and with `signal`; work that ignores its
 * signal is no longer waited for.
 *
 * @throws the error of `error` at the timeout, and the signal's reason if it aborts
 */
export async function withinTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { signal, ms, error }: TimeLimit,
): Promise<T> {
  signal.throwIfAborted();
  const own = childSignal(signal);
  const timer = setTimeout(own.end, ms);
  try {
    // Boxed, since the answer itself may be undefined.
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

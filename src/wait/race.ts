/**
 * Settles like `promise`, or resolves to `undefined` as soon as `signal` aborts, whichever is
 * first. A promise that ignores the signal is left to itself, with its rejection handled.
 */
export async function untilAborted<T>(
  promise: Promise<T> | T,
  signal: AbortSignal,
): Promise<T | undefined> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => {
      resolve(undefined);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([
      Promise.resolve(promise).catch((error: unknown) => {
        if (signal.aborted) return undefined;
        throw error;
      }),
      aborted,
    ]);
  } finally {
    if (stop) signal.removeEventListener("abort", stop);
  }
}

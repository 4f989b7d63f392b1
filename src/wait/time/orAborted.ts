/**
 * Settles like `promise`, or resolves to `undefined` as soon as `signal` aborts, whichever is
 * first. A promise that ignores the signal is left to itself, with its rejection handled.
 */
export function orAborted<T>(promise: Promise<T> | T, signal: AbortSignal): Promise<T | undefined> {
  // One promise and no `Promise.race`: thousands of waits stand here at the same time.
  return new Promise((resolve) => {
    const stop = () => {
      resolve(undefined);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    Promise.resolve(promise).then(
      (value) => {
        signal.removeEventListener("abort", stop);
        resolve(value);
      },
      () => {
        signal.removeEventListener("abort", stop);
        resolve(promise);
      },
    );
  });
}

/** A signal that aborts when another one does, or when it is ended itself. */
export interface ChildSignal {
  readonly signal: AbortSignal;
  /** Aborts it, with which all that listens to it is let go. */
  readonly end: () => void;
}

/** Made once: each has a stack trace. */
const OVER = new DOMException("it is over", "AbortError");

/**
 * A signal for a part of what `signal` is for. `AbortSignal.any` does the same with weak references,
 * which make garbage collection slow where there are thousands of them.
 */
export function childSignal(signal: AbortSignal): ChildSignal {
  const part = new AbortController();
  const follow = () => {
    part.abort(signal.reason);
  };
  if (signal.aborted) follow();
  else signal.addEventListener("abort", follow);
  return {
    signal: part.signal,
    end: () => {
      signal.removeEventListener("abort", follow);
      part.abort(OVER);
    },
  };
}

/**
 * Settles like `promise`, or resolves to `undefined` as soon as `signal` aborts, whichever is first. A
 * later rejection of `promise` is ignored.
 */
export function orAborted<T>(promise: Promise<T> | T, signal: AbortSignal): Promise<T | undefined> {
  // Not `Promise.race`: one promise is cheaper, and thousands of waits stand here at the same time.
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

/** A signal that aborts with its parent, or when it is ended. */
export interface ChildSignal {
  readonly signal: AbortSignal;
  /** Aborts the signal and removes its listener from the parent. */
  readonly end: () => void;
}

/** Created once, since creating an error with its stack trace is slow. */
const END_REASON = new DOMException("the operation has ended", "AbortError");

/**
 * A child signal for a part of an operation. `AbortSignal.any` does the same with weak references,
 * which slow garbage collection down if there are thousands of them.
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
      part.abort(END_REASON);
    },
  };
}

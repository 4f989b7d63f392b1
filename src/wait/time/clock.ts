/** The clock of a wait. Pass another one to run a wait in virtual time. */
export interface Clock {
  /** Milliseconds since any fixed moment; must be monotonic. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects as soon as `signal` aborts, and leaves no timer. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The longest timer, in milliseconds: Node turns a longer one into 1 ms. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** The machine's monotonic clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const timer = setTimeout(
        () => {
          signal?.removeEventListener("abort", stop);
          resolve();
        },
        Math.min(Math.max(ms, 0), MAX_TIMER_MS),
      );
      signal?.addEventListener("abort", stop, { once: true });
    }),
};

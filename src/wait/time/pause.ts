import type { Clock } from "./clock";
import { childSignal, orAborted } from "./orAborted";

/** Registers `wake` to be called when there is a new answer, and returns how to unregister it. */
export type Subscribe = (wake: () => void) => () => void;

/** Waits for `ms` milliseconds, or until there is a new answer or `signal` aborts. */
export async function pause(
  ms: number,
  clock: Clock,
  signal: AbortSignal,
  onNews?: Subscribe,
): Promise<void> {
  const own = childSignal(signal);
  const unsubscribe = onNews?.(own.end);
  try {
    await orAborted(clock.sleep(ms, own.signal), own.signal);
  } finally {
    unsubscribe?.();
    own.end();
  }
}

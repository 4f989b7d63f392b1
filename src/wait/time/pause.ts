import type { Clock } from "./clock";
import { childSignal, orAborted } from "./orAborted";

/** Has `wake` called at the next news; what it returns ends that. */
export type Subscribe = (wake: () => void) => () => void;

/** Waits for `ms` milliseconds, or less where there is news or `signal` aborts before. */
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

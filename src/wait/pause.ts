import type { Clock } from "./clock";
import { partOf, untilAborted } from "./race";

/** Has `wake` called at the next news; what it returns ends that. */
export type Subscribe = (wake: () => void) => () => void;

/** Waits for `ms` milliseconds, or less where there is news or `signal` aborts before. */
export async function pause(
  ms: number,
  clock: Clock,
  signal: AbortSignal,
  onNews?: Subscribe,
): Promise<void> {
  const own = partOf(signal);
  const unsubscribe = onNews?.(own.end);
  try {
    await untilAborted(clock.sleep(ms, own.signal), own.signal);
  } finally {
    unsubscribe?.();
    own.end();
  }
}

import type { Clock } from "./clock";
import { partOf, untilAborted } from "./race";

/** Waits for `ms` milliseconds, or less where `news` resolves or `signal` aborts before. */
export async function pause(
  ms: number,
  clock: Clock,
  signal: AbortSignal,
  news?: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  if (!news) {
    await untilAborted(clock.sleep(ms, signal), signal);
    return;
  }
  const own = partOf(signal);
  try {
    const { signal } = own;
    await untilAborted(Promise.race([clock.sleep(ms, signal), news(signal)]), signal);
  } finally {
    own.end();
  }
}

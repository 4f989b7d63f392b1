import type { Clock } from "./clock";
import { untilAborted } from "./race";

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
  const over = new AbortController();
  const own = AbortSignal.any([signal, over.signal]);
  try {
    await untilAborted(Promise.race([clock.sleep(ms, own), news(own)]), own);
  } finally {
    over.abort();
  }
}

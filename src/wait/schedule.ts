import { MAX_TIMER_MS } from "./time/clock";
import { bestGap, type DelayBounds, remember, type Sample } from "./forecast";

export { type DelayBounds, remember, type Sample };

/** Share of a gap that is random, so that many waits do not ask in step. */
const JITTER = 0.04;

/**
 * The gap to the next query, in milliseconds: the one with the least expected cost, given what the
 * service has said so far of the end and how right it has been. Always within the bounds, and never
 * longer than a timer can be.
 */
export function nextDelay(
  history: readonly Sample[],
  bounds: DelayBounds,
  random: () => number,
): number {
  const usable = toUsable(bounds);
  return withJitter(bestGap(history, usable), usable, random);
}

/** Growing gaps for answers that were none: doubles from the floor to the ceiling. */
export function troubleDelay(count: number, bounds: DelayBounds, random: () => number): number {
  const usable = toUsable(bounds);
  const doubled = usable.minDelayMs * 2 ** Math.min(count - 1, 30);
  return withJitter(doubled, usable, random);
}

function toUsable({ minDelayMs, maxDelayMs }: DelayBounds): DelayBounds {
  return {
    minDelayMs: Math.min(minDelayMs, MAX_TIMER_MS),
    maxDelayMs: Math.min(maxDelayMs, MAX_TIMER_MS),
  };
}

/** Around the gap; above it at the floor, below it at the ceiling. */
function withJitter(gapMs: number, bounds: DelayBounds, random: () => number): number {
  const { minDelayMs, maxDelayMs } = bounds;
  const centreMs = Math.min(gapMs, maxDelayMs);
  const spreadMs = JITTER * centreMs;
  const lowMs = Math.max(Math.min(centreMs - spreadMs / 2, maxDelayMs - spreadMs), minDelayMs);
  return Math.min(lowMs + spreadMs * fraction(random), maxDelayMs);
}

/** A number from 0 to 1, whatever the function gives. */
function fraction(random: () => number): number {
  const value = random();
  return value >= 0 && value <= 1 ? value : 0.5;
}

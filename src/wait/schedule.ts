import { MAX_TIMER_MS } from "./clock";

/** What one answer said, and when it came. */
export interface Sample {
  /** Milliseconds on the wait's clock. */
  readonly at: number;
  /** Percent, 0-100. */
  readonly progress: number;
  /** Seconds left as the service estimates them; absent where it gave no usable number. */
  readonly remainTime?: number;
}

/** Bounds of the gap between two queries, in milliseconds. */
export interface DelayBounds {
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
}

/** Share of the estimate that is slept: with 1/1.5 an estimate 50 % too long is not overslept. */
const ESTIMATE_SHARE = 1 / 1.5;
/** Without an estimate the gap is this share of the time since something last changed. */
const GROWTH_SHARE = 0.5;
/** Share of the gap that is random, so that many waits do not ask in step. */
const JITTER = 0.1;

/**
 * The gap to the next query, in milliseconds: follows the service's own estimate, and grows from
 * the last change where there is none. Always within the bounds.
 */
export function nextDelay(
  history: readonly Sample[],
  bounds: DelayBounds,
  random: () => number,
): number {
  const last = history.at(-1);
  if (!last) return withJitter(0, bounds, random);
  const unchangedMs = last.at - lastChangeAt(history, last);
  const grown = unchangedMs * GROWTH_SHARE;
  const estimate = (last.remainTime ?? 0) * 1000 * ESTIMATE_SHARE;
  return withJitter(Math.max(estimate, grown), bounds, random);
}

/** Growing gaps for answers that were none: doubles from the floor to the ceiling. */
export function troubleDelay(count: number, bounds: DelayBounds, random: () => number): number {
  return withJitter(bounds.minDelayMs * 2 ** Math.min(count - 1, 30), bounds, random);
}

function lastChangeAt(history: readonly Sample[], last: Sample): number {
  const changed = history.findLastIndex(
    (sample) => sample.progress !== last.progress || sample.remainTime !== last.remainTime,
  );
  return history[changed + 1]?.at ?? last.at;
}

/** Inside the bounds, at the floor and at the ceiling too. */
function withJitter(delayMs: number, bounds: DelayBounds, random: () => number): number {
  const { minDelayMs } = bounds;
  const maxDelayMs = Math.min(bounds.maxDelayMs, MAX_TIMER_MS);
  const centred = Number.isFinite(delayMs) ? delayMs * (1 + JITTER * (random() - 0.5)) : maxDelayMs;
  const floor = minDelayMs + JITTER * Math.min(minDelayMs, maxDelayMs - minDelayMs) * random();
  const ceiling = maxDelayMs - JITTER * Math.min(minDelayMs, maxDelayMs - minDelayMs) * random();
  return Math.min(Math.max(centred, floor), Math.max(ceiling, minDelayMs));
}

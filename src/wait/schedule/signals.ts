import type { Sample } from "./sample";

/** One reading of something that shrinks to nothing as the task ends. */
export interface Reading {
  /** Milliseconds before the latest sample; 0 for that one itself. */
  readonly agoMs: number;
  /** Natural logarithm of what was read. */
  readonly log: number;
  /** Variance of `log` that comes from counting in whole steps alone. */
  readonly rounding: number;
}

/** Steps in which services are seen to count their percentage. */
const COARSE_STEPS = [50, 25, 20, 10, 5, 2];
/** So many different percentages must have been seen before a coarse step is believed. */
const LEAST_DISTINCT = 3;

/** The remaining time as the service gave it, in seconds. */
export function readRemainTime(history: readonly Sample[]): readonly Reading[] {
  // A zero tells something only after a number that was not.
  const first = history.findIndex(({ remainTime = 0 }) => remainTime > 0);
  if (first < 0) return [];
  const now = history.at(-1)?.at ?? 0;
  return history
    .slice(first)
    .flatMap(({ at, remainTime = NaN }) =>
      remainTime >= 0 && remainTime < Infinity
        ? [toReading({ agoMs: now - at, left: Math.max(remainTime, 0.5), spread: 0.5 })]
        : [],
    );
}

/** What is left to 100 %, in percent. */
export function readProgress(history: readonly Sample[]): readonly Reading[] {
  const now = history.at(-1)?.at ?? 0;
  const step = countingStep(history);
  return history.flatMap(({ at, progress }) => {
    if (!(progress >= 0 && progress <= 100)) return [];
    const left = Math.max(100 - progress - step / 2, step / 10);
    // The standard deviation of a number that may be anywhere in its step.
    return [toReading({ agoMs: now - at, left, spread: step * Math.sqrt(1 / 12) })];
  });
}

function toReading(read: { agoMs: number; left: number; spread: number }): Reading {
  const { agoMs, left, spread } = read;
  return { agoMs, log: Math.log(left), rounding: (spread / left) ** 2 };
}

/** The step of the percentages seen: 10 where only 0, 10, 20 and so on ever came. */
function countingStep(history: readonly Sample[]): number {
  const seen = [...new Set(history.map(({ progress }) => progress))].filter(
    (progress) => progress > 0 && progress < 100,
  );
  if (!seen.every(Number.isInteger)) return 0.01;
  if (seen.length < LEAST_DISTINCT) return 1;
  return COARSE_STEPS.find((step) => seen.every((progress) => progress % step === 0)) ?? 1;
}

import type { Reading } from "./signals";

/** No task is expected to last longer, in milliseconds. */
export const LONGEST_MS = 10 * 86_400_000;
/** Possible ends that are always looked at, from the soonest to the latest. */
const COARSE_COUNT = 22;
/** Around a likely end, possible ends are looked at this far from it. */
const NEAR = [0.75, 0.9, 0.97, 1, 1.03, 1.1, 1.3];
/** Likely ends closer than this to each other are one. */
const SAME = 0.04;

/**
 * The ends to weigh, in milliseconds from the latest sample, soonest first: a coarse net over all
 * that is possible, and a fine one around where the signals point.
 */
export function possibleEnds(likely: readonly number[], soonestMs: number): readonly number[] {
  const ratio = (LONGEST_MS / soonestMs) ** (1 / (COARSE_COUNT - 1));
  const coarse = Array.from({ length: COARSE_COUNT }, (_, index) => soonestMs * ratio ** index);
  const near = distinct(likely).flatMap((leftMs) => NEAR.map((share) => leftMs * share));
  return [...coarse, ...near.filter((leftMs) => leftMs >= soonestMs && leftMs <= LONGEST_MS)].sort(
    (one, other) => one - other,
  );
}

/** Where the slopes of a signal meet nothing, in milliseconds from its last reading. */
export function whereSlopesEnd(readings: readonly Reading[]): readonly number[] {
  const last = readings.at(-1);
  if (!last) return [];
  const left = Math.exp(last.log);
  const from = [0, Math.floor(readings.length / 2), readings.length - 2];
  return distinct(
    from.flatMap((index) => {
      const reading = readings[index];
      const fall = reading ? Math.exp(reading.log) - left : 0;
      return reading && fall > 0 ? [(left * (reading.agoMs - last.agoMs)) / fall] : [];
    }),
  );
}

function distinct(ends: readonly number[]): readonly number[] {
  return ends.reduce<readonly number[]>(
    (kept, end) =>
      kept.some((other) => Math.abs(end - other) <= SAME * other) ? kept : [...kept, end],
    [],
  );
}

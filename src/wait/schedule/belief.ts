import type { Reading } from "./signals";

/**
 * A way in which a signal may relate to the time that is really left: a reading is that time, times
 * a factor. The other numbers are variances of logarithms.
 */
export interface Belief {
  /** How plausible before anything was seen; the beliefs on one signal add up to 1. */
  readonly weight: number;
  /** Of the factor at first. */
  readonly bias: number;
  /** Of each reading by itself. */
  readonly noise: number;
  /** Of the factor's wandering while the time left shrinks to 37 %. */
  readonly drift: number;
}

/** The remaining time: it is right; or too long or too short, always alike; or noisy; or unsteady. */
export const remainTimeBeliefs: readonly Belief[] = [
  { weight: 0.4, bias: 0.001, noise: 0.000001, drift: 0 },
  { weight: 0.2, bias: 0.4, noise: 0.000001, drift: 0.001 },
  { weight: 0.2, bias: 0.1, noise: 0.05, drift: 0.01 },
  { weight: 0.2, bias: 0.4, noise: 0.01, drift: 0.25 },
];

/** The percentage, of which nobody knows how many seconds make one: steady; or at various speeds. */
export const progressBeliefs: readonly Belief[] = [
  { weight: 0.4, bias: 9, noise: 0.0001, drift: 0 },
  { weight: 0.2, bias: 9, noise: 0.0001, drift: 0.05 },
  { weight: 0.4, bias: 9, noise: 0.0001, drift: 0.25 },
];

/** Degrees of freedom of Student's distribution: one odd reading must not decide all. */
const TAIL = 6;

/**
 * How well `belief` explains the readings, if `logLeft` is the logarithm of the seconds that were
 * really left at each of them. The factor is followed from reading to reading by a Kalman filter.
 * The result is the logarithm of a density.
 */
export function explain(
  belief: Belief,
  { readings, logLeft }: { readings: readonly Reading[]; logLeft: readonly number[] },
): number {
  let factor = 0;
  let variance = belief.bias;
  let before = logLeft[0] ?? 0;
  // Products, and one logarithm at the end: this is the innermost loop.
  let spreads = 1;
  let misses = 1;
  let index = 0;
  for (const { log, rounding } of readings) {
    const left = logLeft[index] ?? 0;
    index += 1;
    variance += belief.drift * Math.max(before - left, 0);
    before = left;
    const miss = log - left - factor;
    const spread = variance + belief.noise + rounding;
    spreads *= spread;
    misses *= 1 + (miss * miss) / (spread * TAIL);
    const gain = variance / spread;
    factor += gain * miss;
    variance *= 1 - gain;
  }
  return -0.5 * (Math.log(spreads) + (TAIL + 1) * Math.log(misses));
}

/** Variance of the logarithm of a signal that stands still. */
const STILL = 0.00001;

/** How well readings are explained that have nothing to do with the end: still, or anywhere. */
export function explainAsNoise(readings: readonly Reading[]): number {
  return readings.reduce((total, reading, index) => {
    const before = readings[index - 1];
    return total + Math.log(0.5 * (before ? stillDensity(before, reading) : 0) + 0.5);
  }, 0);
}

/** How well a reading is explained by nothing having moved since the one before: a density. */
export function stillDensity(before: Reading, reading: Reading): number {
  const miss = reading.log - before.log;
  const variance = STILL + reading.rounding / 10;
  return Math.exp((-miss * miss) / (2 * variance)) / Math.sqrt(variance);
}

import { extrapolate, type Reading } from "./signals";

/**
 * One way in which a signal may follow the time that is really left: each reading is that time, times
 * a factor. Apart from `weight`, the numbers are variances of natural logarithms.
 */
export interface SignalModel {
  /** Probability before anything was seen; those of one signal add up to 1. */
  readonly weight: number;
  /** Of the factor at the start. */
  readonly bias: number;
  /** Of each reading by itself. */
  readonly noise: number;
  /** By which the factor wanders while the time left falls to 37 % (1/e). */
  readonly drift: number;
}

/** The remaining time: right; wrong by a constant factor; noisy; unsteady. */
export const remainTimeModels: readonly SignalModel[] = [
  { weight: 0.4, bias: 0.001, noise: 0.000001, drift: 0 },
  { weight: 0.2, bias: 0.4, noise: 0.000001, drift: 0.001 },
  { weight: 0.2, bias: 0.1, noise: 0.05, drift: 0.01 },
  { weight: 0.2, bias: 0.4, noise: 0.01, drift: 0.25 },
];

/** The percentage, where the seconds per percent are unknown: at one speed; at changing speeds. */
export const progressModels: readonly SignalModel[] = [
  { weight: 0.4, bias: 9, noise: 0.0001, drift: 0 },
  { weight: 0.2, bias: 9, noise: 0.0001, drift: 0.05 },
  { weight: 0.4, bias: 9, noise: 0.0001, drift: 0.25 },
];

/** How likely the readings of one signal are. All are densities, with the same factor left out. */
export interface Likelihood {
  /** If the signal follows the time left, for each possible end. */
  readonly guided: readonly number[];
  /** If it says nothing about the end. */
  readonly blind: number;
}

/** Probability that a signal never says anything about the end. */
const NOISE_PROBABILITY = 0.05;
/** Probability that it stopped doing so at some reading. */
const STALL_PROBABILITY = 0.05;
/** What an average end explains of the readings before a stall, as a share of the best one. */
const AVERAGE_PER_BEST_FIT = 0.01;
/** Variance of the logarithm of a signal that stands still. */
const STANDSTILL_VARIANCE = 0.00001;
/** Of Student's distribution, whose wide tails keep one odd reading from deciding everything. */
const DEGREES_OF_FREEDOM = 6;

/** Likelihood of each of `ends`, in milliseconds after the latest sample. */
export function likelihoodOf(
  readings: readonly Reading[],
  { models, ends }: { models: readonly SignalModel[]; ends: readonly number[] },
): Likelihood {
  if (readings.length === 0) return { guided: ends.map(() => 0), blind: 1 };
  const guided = 1 - NOISE_PROBABILITY - STALL_PROBABILITY;
  return {
    guided: ends.map((leftMs) => guided * densityOfAll(models, { readings, leftMs })),
    blind:
      NOISE_PROBABILITY * noiseDensity(readings) +
      STALL_PROBABILITY * stallDensity(readings, models),
  };
}

function densityOfAll(
  models: readonly SignalModel[],
  { readings, leftMs }: { readings: readonly Reading[]; leftMs: number },
): number {
  const logLeft = readings.map(({ agoMs }) => Math.log(Math.max(leftMs + agoMs, 1) / 1000));
  return models.reduce(
    (sum, model) => sum + model.weight * modelDensity(model, { readings, logLeft }),
    0,
  );
}

/**
 * Density of the readings under `model`, if `logLeft` is the logarithm of the seconds really left at
 * each of them. A Kalman filter follows the factor from reading to reading.
 */
export function modelDensity(
  model: SignalModel,
  { readings, logLeft }: { readings: readonly Reading[]; logLeft: readonly number[] },
): number {
  let factor = 0;
  let variance = model.bias;
  let before = logLeft[0] ?? 0;
  // The innermost loop: products, and one logarithm at the end.
  let spreads = 1;
  let tails = 1;
  let index = 0;
  for (const { log, rounding } of readings) {
    const left = logLeft[index] ?? 0;
    index += 1;
    variance += model.drift * Math.max(before - left, 0);
    before = left;
    const miss = log - left - factor;
    const spread = variance + model.noise + rounding;
    spreads *= spread;
    tails *= 1 + (miss * miss) / (spread * DEGREES_OF_FREEDOM);
    const gain = variance / spread;
    factor += gain * miss;
    variance *= 1 - gain;
  }
  return Math.exp(-0.5 * (Math.log(spreads) + (DEGREES_OF_FREEDOM + 1) * Math.log(tails)));
}

/** Density of readings that each stand still or move anywhere. */
export function noiseDensity(readings: readonly Reading[]): number {
  return readings.reduce((product, reading, index) => {
    const isSame = readings[index - 1]?.log === reading.log;
    return product * (0.5 + (isSame ? 0.5 * standstillDensity(reading) : 0));
  }, 1);
}

/** Density of readings that followed some end up to the present value, and stand still since. */
function stallDensity(readings: readonly Reading[], models: readonly SignalModel[]): number {
  const last = readings.at(-1);
  const moving = readings.slice(0, readings.findLastIndex(({ log }) => log !== last?.log) + 2);
  const start = moving.at(-1);
  const fitMs = extrapolate(moving);
  if (!start || fitMs === undefined) return 0;
  const fit = densityOfAll(models, { readings: moving, leftMs: fitMs - start.agoMs });
  const standstill = standstillDensity(start) ** (readings.length - moving.length);
  return AVERAGE_PER_BEST_FIT * fit * standstill;
}

/** Density of a reading that is the same as the one before. */
function standstillDensity({ rounding }: Reading): number {
  return (STANDSTILL_VARIANCE + rounding / 10) ** -0.5;
}

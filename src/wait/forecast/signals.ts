/** What one answer of the service said, and when it came. */
export interface Sample {
  /** Milliseconds on the wait's clock. */
  readonly at: number;
  /** Percent, 0-100. */
  readonly progress: number;
  /** Seconds left as the service estimates them; absent where it gave no usable number. */
  readonly remainTime?: number;
}

/** The most samples that {@link remember} keeps; more hardly improve the forecast, and cost time. */
export const MAX_SAMPLES = 10;

/**
 * The history with one more sample. Of answers in a row that say the same, the first and the last
 * are kept. Of too many, the middle one goes: the oldest show how steady the signals have been over
 * the whole task, the latest how fast they move now.
 */
export function remember(history: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = history.at(-1);
  const next = { ...sample, at: notBefore(last?.at ?? 0, sample.at) };
  const isRepeated = saysTheSame(last, next) && saysTheSame(history.at(-2), next);
  const longer = [...(isRepeated ? history.slice(0, -1) : history), next];
  return longer.length > MAX_SAMPLES ? longer.toSpliced(MAX_SAMPLES / 2, 1) : longer;
}

/** Clocks are set back, and a caller's clock may return NaN: neither may make a duration negative. */
function notBefore(earliest: number, at: number): number {
  return Number.isFinite(at) ? Math.max(at, earliest) : earliest;
}

function saysTheSame(one: Sample | undefined, other: Sample): boolean {
  return (
    one !== undefined &&
    Object.is(one.progress, other.progress) &&
    Object.is(one.remainTime, other.remainTime)
  );
}

/** One value of a signal: of something that falls to zero as the task ends. */
export interface Reading {
  /** Milliseconds before the latest sample; 0 for that one itself. */
  readonly agoMs: number;
  /** Natural logarithm of the value. */
  readonly log: number;
  /** Variance of `log` that is due to rounding alone. */
  readonly rounding: number;
}

/** Steps, in percent, in which services are seen to count. */
const COUNTING_STEPS = [50, 25, 20, 10, 5, 2];
/** A step above 1 % is assumed only after this many different percentages. */
const MIN_DISTINCT_PERCENTAGES = 3;

/** The remaining time as the service estimates it, in seconds. */
export function readRemainTime(history: readonly Sample[]): readonly Reading[] {
  // Services send 0 while they have no estimate yet: ignore zeros before the first other number.
  const first = history.findIndex(({ remainTime = 0 }) => remainTime > 0);
  if (first < 0) return [];
  const now = history.at(-1)?.at ?? 0;
  return history
    .slice(first)
    .flatMap(({ at, remainTime = NaN }) =>
      remainTime >= 0 && remainTime < Infinity
        ? [toReading({ agoMs: now - at, left: Math.max(remainTime, 0.5), deviation: 0.5 })]
        : [],
    );
}

/** The distance to 100 %, in percent. */
export function readProgress(history: readonly Sample[]): readonly Reading[] {
  const now = history.at(-1)?.at ?? 0;
  const step = countingStep(history);
  return history.flatMap(({ at, progress }) => {
    if (!(progress >= 0 && progress <= 100)) return [];
    const left = Math.max(100 - progress - step / 2, step / 10);
    // The standard deviation of a number that may be anywhere in its step.
    return [toReading({ agoMs: now - at, left, deviation: step * Math.sqrt(1 / 12) })];
  });
}

function toReading(read: { agoMs: number; left: number; deviation: number }): Reading {
  const { agoMs, left, deviation } = read;
  return { agoMs, log: Math.log(left), rounding: (deviation / left) ** 2 };
}

/** The step in which the percentage counts: 10 if only multiples of 10 were seen. */
function countingStep(history: readonly Sample[]): number {
  const seen = [...new Set(history.map(({ progress }) => progress))].filter(
    (progress) => progress > 0 && progress < 100,
  );
  if (!seen.every(Number.isInteger)) return 0.01;
  if (seen.length < MIN_DISTINCT_PERCENTAGES) return 1;
  return COUNTING_STEPS.find((step) => seen.every((progress) => progress % step === 0)) ?? 1;
}

/**
 * Where the straight line through the last reading and the latest one above it reaches zero, in
 * milliseconds after the last one.
 */
export function extrapolate(readings: readonly Reading[]): number | undefined {
  const last = readings.at(-1);
  const above = last && readings.findLast(({ log }) => log > last.log);
  return above && (above.agoMs - last.agoMs) / (Math.exp(above.log - last.log) - 1);
}

/** What one answer said, and when it came. */
export interface Sample {
  /** Milliseconds on the wait's clock. */
  readonly at: number;
  /** Percent, 0-100. */
  readonly progress: number;
  /** Seconds left as the service estimates them; absent where it gave no usable number. */
  readonly remainTime?: number;
}

/** The most samples that {@link remember} keeps; more of them foresee the end no better. */
export const MAX_SAMPLES = 10;

/**
 * The history with one more sample, at most {@link MAX_SAMPLES} in all. Of answers in a row that
 * say the same, the first and the last are kept; when there are still too many, the one goes that
 * is closest to its neighbours for its age, so that the past stays covered, ever more sparsely.
 */
export function remember(history: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = history.at(-1);
  const next = { ...sample, at: forward(sample.at, last?.at) };
  const repeats = saysTheSame(last, next) && saysTheSame(history.at(-2), next);
  const longer = [...(repeats ? history.slice(0, -1) : history), next];
  return longer.length > MAX_SAMPLES ? longer.toSpliced(leastTelling(longer), 1) : longer;
}

/** A clock that goes back, or that is no number, must not make a time negative. */
function forward(at: number, before = 0): number {
  return Number.isFinite(at) ? Math.max(at, before) : before;
}

function saysTheSame(one: Sample | undefined, other: Sample): boolean {
  return (
    one !== undefined &&
    Object.is(one.progress, other.progress) &&
    Object.is(one.remainTime, other.remainTime)
  );
}

/** Never the first nor the last. */
function leastTelling(history: readonly Sample[]): number {
  const now = history.at(-1)?.at ?? 0;
  const weights = history.slice(1, -1).map(({ at }, index) => {
    const span = (history[index + 2]?.at ?? now) - (history[index]?.at ?? at);
    return span / (now - at + 1);
  });
  return 1 + weights.indexOf(Math.min(...weights));
}

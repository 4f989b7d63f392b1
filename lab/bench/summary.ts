/** What a wait for one task took. */
export interface Played {
  readonly queries: number;
  /** From the task's end to the wait's. */
  readonly delayMs: number;
}

/** The figures of one method on one family. Seconds and counts, means over all tasks. */
export interface Figures {
  readonly queries: number;
  readonly delay: number;
  readonly delayP95: number;
  readonly delayMax: number;
  /** Queries plus seconds of delay. */
  readonly cost: number;
}

export function summarize(results: readonly Played[]): Figures {
  const delays = results.map(({ delayMs }) => delayMs / 1000).sort((one, other) => one - other);
  const queries = mean(results.map((result) => result.queries));
  const delay = mean(delays);
  return {
    queries,
    delay,
    delayP95: delays[Math.ceil(0.95 * delays.length) - 1] ?? NaN,
    delayMax: delays.at(-1) ?? NaN,
    cost: queries + delay,
  };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

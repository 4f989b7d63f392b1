/** The middle of some numbers; `NaN` of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

/**
 * Runs each method once a round, in turn, so that whatever else the machine does falls on all of
 * them alike. The first round warms up. Gives the median of what `run` measures, by method.
 */
export async function compareInTurns<Method>(
  methods: Readonly<Record<string, Method>>,
  { rounds, run }: { rounds: number; run: (method: Method) => number | Promise<number> },
): Promise<Record<string, number>> {
  const series = Object.entries(methods).map(([name, method]) => {
    const figures: number[] = [];
    return { name, method, figures };
  });
  for (let round = 0; round <= rounds; round += 1) {
    for (const { method, figures } of series) {
      const figure = await run(method);
      if (round > 0) figures.push(figure);
    }
  }
  return Object.fromEntries(series.map(({ name, figures }) => [name, median(figures)]));
}

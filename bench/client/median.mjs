/** The middle of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs each method once a round, in turns, so that what else the machine does falls on all alike.
 * The first round warms up. Gives the median of what `run` measures, by method.
 */
export async function inTurns(methods, rounds, run) {
  const found = Object.fromEntries(Object.keys(methods).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, method] of Object.entries(methods)) {
      const measured = await run(method);
      if (round > 0) found[name].push(measured);
    }
  }
  return Object.fromEntries(Object.entries(found).map(([name, all]) => [name, median(all)]));
}

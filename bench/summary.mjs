/** The figures of one method on one family. Seconds and counts, means over all tasks. */
export function summarize(results) {
  const delays = results.map(({ delayMs }) => delayMs / 1000).sort((one, other) => one - other);
  const queries = mean(results.map((result) => result.queries));
  const delay = mean(delays);
  return {
    queries,
    delay,
    delayP95: delays[Math.ceil(0.95 * delays.length) - 1],
    delayMax: delays.at(-1),
    cost: queries + delay,
  };
}

function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

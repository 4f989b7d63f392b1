import { type Belief, explain, explainAsNoise } from "../../../src/wait/schedule/belief";

const TAIL = 6;

interface Point {
  readonly log: number;
  readonly left: number;
  readonly rounding: number;
}

/** The same density from what the readings add up to, instead of step by step. */
function explainBySums(belief: Belief, points: readonly Point[]): number {
  let total = 0;
  points.forEach((point, index) => {
    const before = points.slice(0, index);
    const weights = before.map(({ rounding }) => 1 / (belief.noise + rounding));
    const precision = 1 / belief.bias + weights.reduce((sum, weight) => sum + weight, 0);
    const pulled = before.reduce(
      (sum, { log, left }, at) => sum + (log - left) * (weights[at] ?? 0),
      0,
    );
    const spread = 1 / precision + belief.noise + point.rounding;
    const miss = point.log - point.left - pulled / precision;
    total -= 0.5 * Math.log(spread) + 0.5 * (TAIL + 1) * Math.log(1 + miss ** 2 / (spread * TAIL));
  });
  return total;
}

const explainPoints = (belief: Belief, points: readonly Point[]) =>
  explain(belief, {
    readings: points.map(({ log, rounding }) => ({ agoMs: 0, log, rounding })),
    logLeft: points.map(({ left }) => left),
  });

const points: readonly Point[] = [
  { log: 4.1, left: 4, rounding: 0.001 },
  { log: 3.9, left: 3.7, rounding: 0.002 },
  { log: 3.1, left: 3.05, rounding: 0.01 },
  { log: 1.9, left: 2.2, rounding: 0.03 },
];
const steady: Belief = { weight: 1, bias: 0.4, noise: 0.02, drift: 0 };

test.each([1, 2, 3, 4])("%d readings are explained as the sums of a regression do", (count) => {
  const some = points.slice(0, count);
  expect(explainPoints(steady, some)).toBeCloseTo(explainBySums(steady, some), 9);
});

test("a factor that may wander is less sure of itself the more time has passed", () => {
  const drifting = { ...steady, drift: 0.25 };
  const [first, second] = points as [Point, Point];
  // Between the two the factor is known less well by what the time left has shrunk.
  const widened = { ...second, rounding: second.rounding + 0.25 * (first.left - second.left) };
  expect(explainPoints(drifting, [first, second])).toBeCloseTo(
    explainBySums(steady, [first, widened]),
    9,
  );
});

test("time left that grows does not make a factor surer of itself", () => {
  const drifting = { ...steady, drift: 0.25 };
  const [first, second] = points as [Point, Point];
  expect(explainPoints(drifting, [second, first])).toBeCloseTo(
    explainBySums(steady, [second, first]),
    9,
  );
});

test("a signal that stands still is explained as noise better than one that moves", () => {
  const signal = (...logs: readonly number[]) =>
    explainAsNoise(logs.map((log) => ({ agoMs: 0, log, rounding: 0.0001 })));
  expect(signal(3)).toBeCloseTo(Math.log(0.5), 9);
  // Half anywhere, half where it was, with a variance of a hundred-thousandth and a tenth of the rounding.
  const there = 0.5 / Math.sqrt(0.00002) + 0.5;
  expect(signal(3, 3)).toBeCloseTo(Math.log(0.5) + Math.log(there), 9);
  expect(signal(3, 2)).toBeCloseTo(2 * Math.log(0.5), 9);
  const near = (0.5 * Math.exp(-(0.004 ** 2) / 0.00004)) / Math.sqrt(0.00002) + 0.5;
  expect(signal(3, 3.004)).toBeCloseTo(Math.log(0.5) + Math.log(near), 9);
});

import {
  likelihoodOf,
  modelDensity,
  noiseDensity,
  progressModels,
  type SignalModel,
} from "../../../src/wait/forecast/likelihood";

const DEGREES_OF_FREEDOM = 6;

interface Point {
  readonly log: number;
  readonly left: number;
  readonly rounding: number;
}

/** The same density, as its logarithm, by the sums of a regression instead of step by step. */
function logDensityBySums(model: SignalModel, points: readonly Point[]): number {
  let total = 0;
  points.forEach((point, index) => {
    const before = points.slice(0, index);
    const weights = before.map(({ rounding }) => 1 / (model.noise + rounding));
    const precision = 1 / model.bias + weights.reduce((sum, weight) => sum + weight, 0);
    const pulled = before.reduce(
      (sum, { log, left }, at) => sum + (log - left) * (weights[at] ?? 0),
      0,
    );
    const spread = 1 / precision + model.noise + point.rounding;
    const miss = point.log - point.left - pulled / precision;
    total -=
      0.5 * Math.log(spread) +
      0.5 * (DEGREES_OF_FREEDOM + 1) * Math.log(1 + miss ** 2 / (spread * DEGREES_OF_FREEDOM));
  });
  return total;
}

const logDensity = (model: SignalModel, points: readonly Point[]) =>
  Math.log(
    modelDensity(model, {
      readings: points.map(({ log, rounding }) => ({ agoMs: 0, log, rounding })),
      logLeft: points.map(({ left }) => left),
    }),
  );

const points: readonly Point[] = [
  { log: 4.1, left: 4, rounding: 0.001 },
  { log: 3.9, left: 3.7, rounding: 0.002 },
  { log: 3.1, left: 3.05, rounding: 0.01 },
  { log: 1.9, left: 2.2, rounding: 0.03 },
];
const steady: SignalModel = { weight: 1, bias: 0.4, noise: 0.02, drift: 0 };

test.each([1, 2, 3, 4])(
  "%d readings have the density that the sums of a regression give",
  (count) => {
    const some = points.slice(0, count);
    expect(logDensity(steady, some)).toBeCloseTo(logDensityBySums(steady, some), 9);
  },
);

test("a factor that may wander is known less well the more the time left has shrunk", () => {
  const drifting = { ...steady, drift: 0.25 };
  const [first, second] = points as [Point, Point];
  const widened = { ...second, rounding: second.rounding + 0.25 * (first.left - second.left) };
  expect(logDensity(drifting, [first, second])).toBeCloseTo(
    logDensityBySums(steady, [first, widened]),
    9,
  );
});

test("a factor is not known better when the time left grows", () => {
  const drifting = { ...steady, drift: 0.25 };
  const [first, second] = points as [Point, Point];
  expect(logDensity(drifting, [second, first])).toBeCloseTo(
    logDensityBySums(steady, [second, first]),
    9,
  );
});

test("a signal that stands still is more likely to be noise than one that moves", () => {
  const signal = (...logs: readonly number[]) =>
    noiseDensity(logs.map((log) => ({ agoMs: 0, log, rounding: 0.0001 })));
  expect(signal(3)).toBeCloseTo(0.5, 9);
  // Half anywhere, half where it was, with a variance of 1e-5 and a tenth of the rounding's.
  expect(signal(3, 3)).toBeCloseTo(0.5 * (0.5 + 0.5 / Math.sqrt(0.00002)), 9);
  expect(signal(3, 2)).toBeCloseTo(0.25, 9);
});

const percentLeft = (...points: readonly (readonly [number, number])[]) =>
  points.map(([ago, left]) => ({ agoMs: ago * 1000, log: Math.log(left), rounding: 0 }));

test("without readings no signal follows the end, which proves nothing", () => {
  const none = likelihoodOf([], { models: progressModels, ends: [1_000, 9_000] });
  expect(none).toEqual({ guided: [0, 0], blind: 1 });
});

test("readings that fall evenly make the end likely at which they reach zero", () => {
  const readings = percentLeft([30, 80], [20, 60], [10, 40], [0, 20]);
  const ends = [2_000, 5_000, 10_000, 20_000, 50_000];
  const { guided, blind } = likelihoodOf(readings, { models: progressModels, ends });
  expect(Math.max(...guided)).toBe(guided[2]);
  expect(guided[2]).toBeGreaterThan(100 * blind);
});

test("readings that fell and then stand still are blind, unlike those that go on falling", () => {
  const share = (...points: readonly (readonly [number, number])[]) => {
    const ends = [1_000, 10_000, 100_000];
    const { guided, blind } = likelihoodOf(percentLeft(...points), {
      models: progressModels,
      ends,
    });
    return blind / Math.max(...guided);
  };
  expect(share([70, 80], [60, 60], [50, 40], [40, 20], [20, 20], [0, 20])).toBeGreaterThan(10);
  expect(share([70, 80], [60, 60], [50, 40], [40, 20], [20, 10], [0, 5])).toBeLessThan(0.1);
});

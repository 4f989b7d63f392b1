import fc from "fast-check";
import { MAX_TIMER_MS } from "../../src/wait/time/clock";
import { nextDelay, remember, type Sample, troubleDelay } from "../../src/wait/schedule";

const bounds = { minDelayMs: 1_000, maxDelayMs: 60_000 };
const half = () => 0.5;

/** The history after these answers, each `[seconds, percent, seconds left]`. */
function historyOf(...answers: readonly (readonly [number, number, number?])[]): readonly Sample[] {
  return answers.reduce<readonly Sample[]>((history, [seconds, progress, remainTime]) => {
    const sample = { at: seconds * 1000, progress };
    return remember(history, remainTime === undefined ? sample : { ...sample, remainTime });
  }, []);
}

/** Numbers as a service, or a machine that was asleep, may give them. */
const anyNumber = fc.oneof(
  fc.double(),
  fc.integer({ min: -10, max: 4_000_000 }),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, Number.MAX_VALUE, Number.MIN_VALUE),
);
const anySample = fc.record<Sample>(
  { at: anyNumber, progress: anyNumber, remainTime: anyNumber },
  { requiredKeys: ["at", "progress"] },
);
const anyBounds = fc
  .tuple(
    fc.double({ min: 1e-3, max: 1e10, noNaN: true }),
    fc.double({ min: 1, max: 1e6, noNaN: true }),
  )
  .map(([minDelayMs, ratio]) => ({ minDelayMs, maxDelayMs: minDelayMs * ratio }));
const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("whatever was answered, the gap is within the bounds and never longer than a timer can be", () => {
  fc.assert(
    fc.property(
      fc.array(anySample, { maxLength: 12 }),
      anyBounds,
      anyRandom,
      (samples, limits, random) => {
        const history = samples.reduce<readonly Sample[]>(remember, []);
        const delay = nextDelay(history, limits, () => random);
        expect(delay).toBeGreaterThanOrEqual(Math.min(limits.minDelayMs, MAX_TIMER_MS));
        expect(delay).toBeLessThanOrEqual(Math.min(limits.maxDelayMs, MAX_TIMER_MS));
      },
    ),
    { numRuns: 300, seed: 1 },
  );
});

test("the same holds after any number of failed queries", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      anyBounds,
      anyRandom,
      (count, limits, random) => {
        const delay = troubleDelay(count, limits, () => random);
        expect(delay).toBeGreaterThanOrEqual(Math.min(limits.minDelayMs, MAX_TIMER_MS));
        expect(delay).toBeLessThanOrEqual(Math.min(limits.maxDelayMs, MAX_TIMER_MS));
      },
    ),
    { seed: 2 },
  );
});

test("what is remembered is bounded, in order, and keeps the first and the latest answer", () => {
  fc.assert(
    fc.property(fc.array(anySample, { minLength: 1, maxLength: 200 }), (samples) => {
      const history = samples.reduce<readonly Sample[]>(remember, []);
      expect(history.length).toBeLessThanOrEqual(10);
      expect(history.every(({ at }, index) => at >= (history[index - 1]?.at ?? -Infinity))).toBe(
        true,
      );
      expect(history.at(-1)?.progress).toBe(samples.at(-1)?.progress);
      expect(history[0]?.progress).toBe(samples[0]?.progress);
    }),
    { seed: 3 },
  );
});

test.each<[string, readonly Sample[]]>([
  ["at the floor", historyOf([0, 99, 0], [1, 99, 1])],
  ["at the ceiling", historyOf([0, 0, 3_600], [60, 2, 3_540])],
  ["in between", historyOf([0, 50, 30])],
])("gaps are jittered %s", (_, history) => {
  const gaps = [0, 0.25, 0.5, 0.75, 0.999].map((random) =>
    nextDelay(history, bounds, () => random),
  );
  expect(new Set(gaps).size).toBe(gaps.length);
});

test("a sound estimate of a short task is slept almost to its end", () => {
  const gap = nextDelay(historyOf([0, 0, 40], [10, 25, 30]), bounds, half);
  expect(gap).toBeGreaterThan(20_000);
  expect(gap).toBeLessThan(31_000);
});

test("gaps shrink toward the end, and grow where nothing is known", () => {
  const early = nextDelay(historyOf([0, 0, 100], [10, 10, 90]), bounds, half);
  const late = nextDelay(historyOf([0, 0, 100], [10, 10, 90], [95, 95, 5]), bounds, half);
  expect(late).toBeLessThan(early / 4);
  const young = nextDelay(historyOf([0, 0], [5, 0]), bounds, half);
  const old = nextDelay(historyOf([0, 0], [5, 0], [600, 0]), bounds, half);
  expect(old).toBeGreaterThan(young * 2);
});

test.each([
  ["too long by half", 1.5],
  ["too short by 40 %", 0.6],
])("learns that an estimate is always %s", (_, factor) => {
  const left = (seconds: number) => Math.round((200 - seconds) * factor);
  const history = historyOf(
    ...[0, 40, 80, 120, 160].map((at) => [at, at / 2, left(at)] as [number, number, number]),
  );
  const gap = nextDelay(history, bounds, half);
  // 40 seconds are really left.
  expect(gap).toBeGreaterThan(25_000);
  expect(gap).toBeLessThan(45_000);
});

test("an estimate that stands still is followed no more", () => {
  const frozen = historyOf([0, 30, 100], [60, 30, 100], [120, 30, 100], [180, 30, 100]);
  const gap = nextDelay(frozen, bounds, half);
  expect(gap).toBeGreaterThan(5_000);
});

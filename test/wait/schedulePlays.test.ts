import fc from "fast-check";
import { nextDelay, remember, type Sample, troubleDelay } from "../../src/wait/schedule";

const usual = { minDelayMs: 1_000, maxDelayMs: 60_000 };
const middle = () => 0.5;

const oddNumber = fc.constantFrom(0, -0, -1, NaN, Infinity, -Infinity, 1e308, Number.MIN_VALUE);
const whole = fc.integer({ min: 0, max: 1e9 });
/** In no order: clocks are set back, and machines sleep for weeks. */
const sample: fc.Arbitrary<Sample> = fc.record(
  {
    at: whole,
    progress: fc.oneof(fc.integer({ min: 0, max: 100 }), oddNumber),
    remainTime: fc.oneof(fc.integer({ min: 0, max: 100_000 }), oddNumber),
  },
  { requiredKeys: ["at", "progress"] },
);
const samples = fc.array(sample, { minLength: 1, maxLength: 30 });
const durationMs = fc.double({ min: 5_000, max: 3_600_000, noNaN: true });

const rememberAll = (all: readonly Sample[]) => all.reduce<readonly Sample[]>(remember, []);

type Answer = (atMs: number) => Omit<Sample, "at">;

const linear =
  (endMs: number, factor = 1): Answer =>
  (atMs) => ({
    progress: Math.floor((100 * atMs) / endMs),
    remainTime: Math.round((factor * (endMs - atMs)) / 1000),
  });

/** A wait without trouble: its gaps, and how long after the end it ends. */
function play(answer: Answer, endMs: number): { gaps: readonly number[]; lateMs: number } {
  const gaps: number[] = [];
  let history: readonly Sample[] = [];
  let now = 0;
  while (now < endMs) {
    history = remember(history, { at: now, ...answer(now) });
    const gap = nextDelay(history, usual, middle);
    gaps.push(gap);
    now += gap;
  }
  return { gaps, lateMs: now - endMs };
}

/** The fewest queries with gaps of at most the ceiling. */
const fewest = (endMs: number) => endMs / usual.maxDelayMs;

test("a gap always varies by chance, and by little", () => {
  fc.assert(
    fc.property(samples, (all) => {
      const history = rememberAll(all);
      const ratio = nextDelay(history, usual, () => 0.999) / nextDelay(history, usual, () => 0);
      expect(ratio).toBeGreaterThan(1.01);
      expect(ratio).toBeLessThan(1.1);
    }),
  );
});

test("a gap depends on the time between answers, not on what the clock shows", () => {
  fc.assert(
    fc.property(samples, whole, (all, offset) => {
      const later = all.map((it) => ({ ...it, at: it.at + offset }));
      expect(nextDelay(rememberAll(later), usual, middle)).toBe(
        nextDelay(rememberAll(all), usual, middle),
      );
    }),
  );
});

test("there is a gap where nothing was answered yet", () => {
  expect(nextDelay([], usual, middle)).toBeGreaterThanOrEqual(usual.minDelayMs);
});

test("an estimate that is right leads to the end, with few queries", () => {
  fc.assert(
    fc.property(durationMs, (endMs) => {
      const { gaps, lateMs } = play(linear(endMs), endMs);
      expect(lateMs).toBeLessThan(4_000);
      expect(gaps.length).toBeLessThan(fewest(endMs) + 8);
    }),
    { numRuns: 40 },
  );
});

test("an estimate that is always too long or too short is corrected", () => {
  fc.assert(
    fc.property(durationMs, fc.double({ min: 0.4, max: 2.5, noNaN: true }), (endMs, factor) => {
      const { gaps, lateMs } = play(linear(endMs, factor), endMs);
      // A task may end before a second answer could show that the first was 2.5 times too long.
      expect(lateMs).toBeLessThan(10_000);
      expect(gaps.length).toBeLessThan(fewest(endMs) + 14);
    }),
    { numRuns: 40 },
  );
});

test("an estimate that is now too long, now too short is averaged", () => {
  fc.assert(
    fc.property(durationMs, (endMs) => {
      const noisy: Answer = (atMs) => linear(endMs, atMs % 20 < 10 ? 0.75 : 1.25)(atMs);
      const { gaps, lateMs } = play(noisy, endMs);
      expect(lateMs).toBeLessThan(15_000);
      expect(gaps.length).toBeLessThan(fewest(endMs) + 14);
    }),
    { numRuns: 40 },
  );
});

test("where nothing moves, queries become ever rarer, up to the ceiling", () => {
  const remainTime = fc.option(fc.integer({ min: 0, max: 3600 }), { nil: undefined });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99 }), remainTime, (progress, seconds) => {
      const frozen = { progress, ...(seconds !== undefined && { remainTime: seconds }) };
      const { gaps } = play(() => frozen, 3_600_000);
      expect(gaps[3]).toBeLessThan(30_000);
      expect(gaps.at(-1)).toBeGreaterThan(50_000);
      expect(gaps.length).toBeLessThan(100);
    }),
    { numRuns: 15 },
  );
});

test("a task that stalls just before its end is not hammered", () => {
  const { gaps } = play(
    (atMs) => ({
      progress: Math.min(99, Math.floor(atMs / 3_000)),
      remainTime: Math.max(0, Math.round(297 - atMs / 1000)),
    }),
    1_800_000,
  );
  expect(gaps.length).toBeLessThan(70);
  expect(gaps.at(-1)).toBeGreaterThan(30_000);
});

test("after a suspended machine the estimate is taken up again", () => {
  const endMs = 40_000_000;
  const times = [0, 10_000, 30_000, 80_000, endMs - 20_000];
  const history = rememberAll(times.map((at) => ({ at, ...linear(endMs)(at) })));
  expect(nextDelay(history, usual, middle)).toBeLessThan(24_000);
});

test("a percentage that counts in tens is read as one that may be anywhere in between", () => {
  const { gaps, lateMs } = play(
    (atMs) => ({ progress: 10 * Math.floor(atMs / 100_000) }),
    1_000_000,
  );
  expect(gaps.length).toBeLessThan(60);
  expect(lateMs).toBeLessThan(40_000);
});

test("remembering does not change the history that was given", () => {
  const history: readonly Sample[] = Object.freeze([{ at: 0, progress: 1 }]);
  expect(remember(history, { at: 5, progress: 1 })).toHaveLength(2);
  expect(history).toEqual([{ at: 0, progress: 1 }]);
});

test("of answers that say the same, the first and the last are remembered", () => {
  const history = rememberAll([0, 1, 2, 3, 4].map((at) => ({ at, progress: 7, remainTime: 9 })));
  expect(history.map(({ at }) => at)).toEqual([0, 4]);
});

test("after trouble the gap doubles from the floor to the ceiling", () => {
  const gaps = [1, 2, 3, 4, 20, 2_000].map((count) => troubleDelay(count, usual, () => 0));
  expect(gaps.map((gap) => Math.round(gap / 1000))).toEqual([1, 2, 4, 8, 58, 58]);
});

import { MAX_SAMPLES, remember, type Sample } from "../../../src/wait/schedule/sample";

const rememberAll = (...samples: readonly Sample[]) =>
  samples.reduce<readonly Sample[]>(remember, []);
const moving = (at: number): Sample => ({ at, progress: at });
const times = (history: readonly Sample[]) => history.map(({ at }) => at);

test("answers that say something new are all kept, up to the most", () => {
  const samples = Array.from({ length: MAX_SAMPLES }, (_, at) => moving(at));
  expect(rememberAll(...samples)).toEqual(samples);
});

test("of one too many, the one goes that is closest to its neighbours", () => {
  const all = [0, 10, 20, 21, 30, 40, 50, 60, 70, 80, 90];
  const history = rememberAll(...all.map(moving));
  // The neighbours of 21 are 10 apart, those of 20 are 11.
  expect(times(history)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
});

test("closeness counts for its age: of answers as close to each other, the oldest goes", () => {
  const all = Array.from({ length: 15 }, (_, index) => index * 100);
  const history = rememberAll(...all.map(moving));
  expect(times(history)[0]).toBe(0);
  expect(times(history).at(-1)).toBe(1400);
  const gaps = times(history.slice(1)).map((at, index) => at - (history[index]?.at ?? 0));
  expect(gaps[0]).toBeGreaterThan(gaps.at(-1) ?? Infinity);
});

test("a change of the estimate alone is something new", () => {
  const history = rememberAll(
    { at: 0, progress: 5, remainTime: 9 },
    { at: 1, progress: 5, remainTime: 8 },
    { at: 2, progress: 5, remainTime: 7 },
  );
  expect(times(history)).toEqual([0, 1, 2]);
});

test("a value that comes again after another one is something new", () => {
  const history = rememberAll(...[1, 1, 2, 1, 1].map((progress, at) => ({ at, progress })));
  expect(times(history)).toEqual([0, 1, 2, 3, 4]);
  expect(times(remember(history, { at: 9, progress: 1 }))).toEqual([0, 1, 2, 3, 9]);
});

test.each([
  ["goes back", 3, 7],
  ["is no number", NaN, 7],
  ["is endless", Infinity, 7],
  ["goes on", 8, 8],
])("a time that %s is not before the last one", (_, at, kept) => {
  expect(times(rememberAll(moving(7), { at, progress: 50 }))).toEqual([7, kept]);
});

test("the first time is taken as it is, and as 0 when it is no number", () => {
  expect(times(rememberAll(moving(5)))).toEqual([5]);
  expect(times(rememberAll(moving(-5)))).toEqual([0]);
  expect(times(rememberAll({ at: NaN, progress: 1 }))).toEqual([0]);
});

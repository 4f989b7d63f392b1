import { forecast, LONGEST_TASK_MS, possibleEnds } from "../../../src/wait/forecast/outlook";
import type { Sample } from "../../../src/wait/forecast/signals";

const close = (...ends: readonly number[]) => ends.map((ms) => expect.closeTo(ms, 6) as number);

describe("the possible ends", () => {
  it("are spread evenly in their logarithm from the soonest to ten days", () => {
    const ends = possibleEnds([], 250);
    expect(ends).toHaveLength(22);
    expect(ends[0]).toBe(250);
    expect(ends.at(-1)).toBeCloseTo(LONGEST_TASK_MS, 3);
    const ratios = ends.slice(1).map((end, index) => end / (ends[index] ?? NaN));
    for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0] ?? NaN, 9);
  });
  it("are close to each other around a likely one", () => {
    const extra = possibleEnds([10_000], 250).filter((end) => !possibleEnds([], 250).includes(end));
    expect(extra).toEqual(close(7_500, 9_000, 9_700, 10_000, 10_300, 11_000, 13_000));
  });
  it("are neither sooner than the soonest nor later than the latest", () => {
    expect(possibleEnds([280], 250)).toHaveLength(22 + 6);
    expect(possibleEnds([LONGEST_TASK_MS], 250)).toHaveLength(22 + 4);
    expect(possibleEnds([1], 250)).toHaveLength(22);
  });
  it("come soonest first", () => {
    const ends = possibleEnds([50_000, 2_000, 900_000], 250);
    expect(ends).toEqual(ends.toSorted((one, other) => one - other));
  });
});

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
/** Answers, each `[seconds, percent, remaining seconds]`. */
const answers = (...all: readonly (readonly [number, number, number])[]) =>
  all.map(([seconds, progress, remainTime]) => ({ at: seconds * 1000, progress, remainTime }));

describe("the outlook", () => {
  it.each([
    ["without an answer", []],
    ["after one answer", answers([0, 0, 90])],
    ["after many", answers([0, 0, 90], [20, 22, 70], [60, 66, 30], [85, 94, 5])],
    ["where nothing moves", answers([0, 5, 90], [20, 5, 90], [90, 5, 90], [500, 5, 90])],
  ])("has spans without gaps, and probabilities that add up to 1, %s", (_, history) => {
    const { chances } = forecast(history, 250);
    expect(sum(chances.flatMap(({ guided, blind }) => [guided, blind]))).toBeCloseTo(1, 9);
    expect(chances.slice(1).map(({ fromMs }) => fromMs)).toEqual(
      chances.slice(0, -1).map(({ toMs }) => toMs),
    );
  });
  it("is blind without an answer, and not while both signals come true", () => {
    const blindShare = (history: readonly Sample[]) =>
      sum(forecast(history, 250).chances.map(({ blind }) => blind));
    expect(blindShare([])).toBeCloseTo(1, 9);
    expect(blindShare(answers([0, 0, 90], [20, 22, 70], [60, 66, 30]))).toBeLessThan(0.01);
  });
  it("follows a power law without an answer: the age is exceeded twice with 0.5^0.45", () => {
    const { chances, ageMs } = forecast([], 250);
    expect(ageMs).toBe(5_000);
    const beyond = (ms: number) =>
      sum(
        chances.map(({ fromMs, toMs, blind }) =>
          fromMs >= ms ? blind : toMs > ms ? blind / 2 : 0,
        ),
      );
    expect(beyond(5_000)).toBeCloseTo(0.5 ** 0.45, 1);
  });
});

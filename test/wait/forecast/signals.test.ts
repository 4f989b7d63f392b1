import {
  extrapolate,
  MAX_SAMPLES,
  readProgress,
  readRemainTime,
  remember,
  type Sample,
} from "../../../src/wait/forecast/signals";

const rememberAll = (...samples: readonly Sample[]) =>
  samples.reduce<readonly Sample[]>(remember, []);
const moving = (at: number): Sample => ({ at, progress: at });
const times = (history: readonly Sample[]) => history.map(({ at }) => at);

describe("the history", () => {
  it("keeps all answers that say something new, up to the most", () => {
    const samples = Array.from({ length: MAX_SAMPLES }, (_, at) => moving(at));
    expect(rememberAll(...samples)).toEqual(samples);
  });

  it("drops the middle one of too many", () => {
    const history = rememberAll(...[0, 10, 20, 21, 30, 40, 50, 60, 70, 80, 90, 100].map(moving));
    expect(times(history)).toEqual([0, 10, 20, 21, 30, 60, 70, 80, 90, 100]);
  });

  it("keeps a change of the estimate alone", () => {
    const history = rememberAll(
      { at: 0, progress: 5, remainTime: 9 },
      { at: 1, progress: 5, remainTime: 8 },
      { at: 2, progress: 5, remainTime: 7 },
    );
    expect(times(history)).toEqual([0, 1, 2]);
  });

  it("keeps a value that comes again after another one", () => {
    const history = rememberAll(...[1, 1, 2, 1, 1].map((progress, at) => ({ at, progress })));
    expect(times(history)).toEqual([0, 1, 2, 3, 4]);
    expect(times(remember(history, { at: 9, progress: 1 }))).toEqual([0, 1, 2, 3, 9]);
  });

  it.each([
    ["goes back", 3, 7],
    ["is no number", NaN, 7],
    ["is endless", Infinity, 7],
    ["goes on", 8, 8],
  ])("does not put an answer before the last one when the time %s", (_, at, kept) => {
    expect(times(rememberAll(moving(7), { at, progress: 50 }))).toEqual([7, kept]);
  });

  it("takes the first time as it is, and as 0 when it is no number", () => {
    expect(times(rememberAll(moving(5)))).toEqual([5]);
    expect(times(rememberAll(moving(-5)))).toEqual([0]);
    expect(times(rememberAll({ at: NaN, progress: 1 }))).toEqual([0]);
  });
});

const ofRemainTime = (...remainTimes: readonly (number | undefined)[]) =>
  readRemainTime(
    remainTimes.map((remainTime, index) => ({
      at: index * 1000,
      progress: 0,
      ...(remainTime !== undefined && { remainTime }),
    })),
  ).map(({ agoMs, log, rounding }) => [agoMs, Math.exp(log), Math.sqrt(rounding) * Math.exp(log)]);

const ofProgress = (...percentages: readonly number[]) =>
  readProgress(percentages.map((progress, index) => ({ at: index * 1000, progress }))).map(
    ({ agoMs, log, rounding }) => [agoMs, Math.exp(log), Math.sqrt(rounding) * Math.exp(log)],
  );

const close = (rows: readonly (readonly number[])[]) =>
  rows.map((row) => row.map((value) => expect.closeTo(value, 6) as number));

describe("the remaining time", () => {
  it("is read in seconds, which are rounded to whole ones", () => {
    expect(ofRemainTime(30, 28)).toEqual(
      close([
        [1000, 30, 0.5],
        [0, 28, 0.5],
      ]),
    );
  });
  it("is nothing before there is one that is above zero", () => {
    expect(ofRemainTime(undefined, 0, NaN)).toEqual([]);
    expect(ofRemainTime(0, 9)).toEqual(close([[0, 9, 0.5]]));
  });
  it("is half a second at least once it was above zero", () => {
    expect(ofRemainTime(3, 0, 0.2)).toEqual(
      close([
        [2000, 3, 0.5],
        [1000, 0.5, 0.5],
        [0, 0.5, 0.5],
      ]),
    );
  });
  it.each([undefined, NaN, Infinity, -1])("is left out where it is %s", (odd) => {
    expect(ofRemainTime(3, odd, 1)).toEqual(
      close([
        [2000, 3, 0.5],
        [0, 1, 0.5],
      ]),
    );
  });
});

describe("the percentage", () => {
  const deviation = (step: number) => step * Math.sqrt(1 / 12);

  it("is read as what is left to 100, from the middle of its step", () => {
    expect(ofProgress(10, 33)).toEqual(
      close([
        [1000, 89.5, deviation(1)],
        [0, 66.5, deviation(1)],
      ]),
    );
  });
  it.each([
    ["in tens", [0, 10, 20, 70], 10],
    ["in twenties", [20, 40, 60], 20],
    ["in fifths", [5, 10, 25], 5],
    ["in quarters", [25, 50, 75], 25],
    ["in twos", [2, 4, 18], 2],
    ["in ones", [20, 40, 61], 1],
    ["in tens, but too few to know", [10, 20], 1],
    ["in tens, too few besides 0 and 100", [0, 10, 20, 100], 1],
    ["in tens, too few besides repetitions", [10, 20, 10, 20], 1],
    ["in parts of one", [1.5, 2, 3], 0.01],
  ])("counts %s", (_, percentages, step) => {
    const readings = ofProgress(...percentages);
    expect(readings.at(-1)?.[2]).toBeCloseTo(deviation(step), 9);
  });
  it("has a tenth of a step left at 100", () => {
    expect(ofProgress(100)).toEqual(close([[0, 0.5 - 0.4, deviation(1)]]));
    expect(ofProgress(0)).toEqual(close([[0, 99.5, deviation(1)]]));
  });
  it.each([-1, 101, NaN, Infinity])("is left out where it is %s", (odd) => {
    expect(ofProgress(10, odd).map(([agoMs]) => agoMs)).toEqual([1000]);
  });
});

/** Readings of a signal, each `[seconds ago, value]`. */
const readings = (...points: readonly (readonly [number, number])[]) =>
  points.map(([ago, value]) => ({ agoMs: ago * 1000, log: Math.log(value), rounding: 0 }));

describe("the straight line of a signal", () => {
  it("needs two readings", () => {
    expect(extrapolate([])).toBeUndefined();
    expect(extrapolate(readings([0, 5]))).toBeUndefined();
  });
  it("ends where it reaches zero", () => {
    // 10 in 5 seconds, and 20 are left.
    expect(extrapolate(readings([5, 30], [0, 20]))).toBeCloseTo(10_000, 6);
  });
  it("comes from the latest reading that was higher", () => {
    expect(extrapolate(readings([40, 100], [20, 40], [10, 20], [0, 20]))).toBeCloseTo(20_000, 6);
  });
  it("ends nowhere if it rises or is level", () => {
    expect(extrapolate(readings([5, 10], [0, 20]))).toBeUndefined();
    expect(extrapolate(readings([5, 20], [0, 20]))).toBeUndefined();
  });
  it("starts at the last reading, which may be old", () => {
    expect(extrapolate(readings([15, 30], [10, 20]))).toBeCloseTo(10_000, 6);
  });
});

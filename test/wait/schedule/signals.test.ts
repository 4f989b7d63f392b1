import { readProgress, readRemainTime } from "../../../src/wait/schedule/signals";

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

import { LONGEST_MS, possibleEnds, whereSlopesEnd } from "../../../src/wait/schedule/candidates";

/** Readings of a signal, each `[seconds ago, value]`. */
const readings = (...points: readonly (readonly [number, number])[]) =>
  points.map(([ago, value]) => ({ agoMs: ago * 1000, log: Math.log(value), rounding: 0 }));
const close = (...ends: readonly number[]) => ends.map((ms) => expect.closeTo(ms, 6) as number);

describe("the possible ends", () => {
  it("are spread evenly in their logarithm from the soonest to ten days", () => {
    const ends = possibleEnds([], 250);
    expect(ends).toHaveLength(22);
    expect(ends[0]).toBe(250);
    expect(ends.at(-1)).toBeCloseTo(LONGEST_MS, 3);
    const ratios = ends.slice(1).map((end, index) => end / (ends[index] ?? NaN));
    for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0] ?? NaN, 9);
  });
  it("are close to each other around a likely one", () => {
    const extra = possibleEnds([10_000], 250).filter((end) => !possibleEnds([], 250).includes(end));
    expect(extra).toEqual(close(7_500, 9_000, 9_700, 10_000, 10_300, 11_000, 13_000));
  });
  it("are looked at once where likely ones are within 4 % of each other", () => {
    expect(possibleEnds([10_000, 10_400, 9_600], 250)).toHaveLength(22 + 7);
    expect(possibleEnds([10_000, 10_500], 250)).toHaveLength(22 + 14);
  });
  it("are neither sooner than the soonest nor later than the latest", () => {
    expect(possibleEnds([280], 250)).toHaveLength(22 + 6);
    expect(possibleEnds([LONGEST_MS], 250)).toHaveLength(22 + 4);
    expect(possibleEnds([1], 250)).toHaveLength(22);
  });
  it("come soonest first", () => {
    const ends = possibleEnds([50_000, 2_000, 900_000], 250);
    expect(ends).toEqual(ends.toSorted((one, other) => one - other));
  });
});

describe("the slopes of a signal", () => {
  it("end nowhere without two readings", () => {
    expect(whereSlopesEnd([])).toEqual([]);
    expect(whereSlopesEnd(readings([0, 5]))).toEqual([]);
  });
  it("end where it would be nothing if it went on so", () => {
    // 10 in 5 seconds, and 20 are left.
    expect(whereSlopesEnd(readings([5, 30], [0, 20]))).toEqual(close(10_000));
  });
  it("are those since the first, the middle and the last reading but one", () => {
    // From 100, 50 and 30 down to 20, in 40, 20 and 5 seconds.
    const falling = readings([40, 100], [30, 80], [20, 50], [5, 30], [0, 20]);
    expect(whereSlopesEnd(falling)).toEqual(close(10_000, 40_000 / 3));
  });
  it("that rise or are level end nowhere", () => {
    expect(whereSlopesEnd(readings([5, 20], [0, 20]))).toEqual([]);
    expect(whereSlopesEnd(readings([5, 10], [0, 20]))).toEqual([]);
  });
  it("count the time since the last reading, which may be old", () => {
    expect(whereSlopesEnd(readings([15, 30], [10, 20]))).toEqual(close(10_000));
  });
});

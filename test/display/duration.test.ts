import { parseDuration, renderDuration, renderEstimate } from "../../src/display/duration";

describe("durations", () => {
  it.each([
    ["90s", 90],
    ["30m", 1_800],
    ["2h", 7_200],
    ["1h30m", 5_400],
    ["1h0m0s", 3_600],
    ["1.5h", 5_400],
    ["0.5s", 0.5],
    ["1500ms", 1.5],
    ["250us", 0.00025],
    ["1h2m3s", 3_723],
    ["0h5m", 300],
  ])("%s is %d seconds", (text, seconds) => {
    expect(parseDuration(text)).toBeCloseTo(seconds, 9);
  });

  it.each([
    "",
    " ",
    "0s",
    "0",
    "0h0m0s",
    "5",
    "m",
    "-5m",
    "+5m",
    "5 m",
    " 5m",
    "5m ",
    "5m\n",
    "5M",
    "5min",
    "5d",
    "1e3s",
    "0x10s",
    "1..5h",
    "1.h",
    ".5h",
    "1,5h",
    "5m; rm -rf /",
    "Infinitys",
    "NaNs",
    "undefined",
    "\u0665m",
  ])("%j is no duration above zero", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it("that are endless are none", () => {
    expect(parseDuration(`${"9".repeat(400)}h`)).toBeUndefined();
  });

  it("read a long text quickly", () => {
    const takes = Array.from({ length: 3 }, () => {
      const before = performance.now();
      expect(parseDuration("1".repeat(100_000))).toBeUndefined();
      expect(parseDuration(`${"1s".repeat(50_000)}x`)).toBeUndefined();
      return performance.now() - before;
    });
    // The quickest of some: a busy machine has slow ones.
    expect(Math.min(...takes)).toBeLessThan(500);
  });

  it.each([
    [-5, "0s"],
    [0, "0s"],
    [0.4, "0s"],
    [42.4, "42s"],
    [59.4, "59s"],
    [59.6, "1m00s"],
    [312, "5m12s"],
    [3_599.4, "59m59s"],
    [3_599.6, "1h00m"],
    [3_900, "1h05m"],
    [360_000, "100h00m"],
  ])("of %d seconds are shown as %s", (seconds, shown) => {
    expect(renderDuration(seconds)).toBe(shown);
  });

  it.each([
    [0, "0s"],
    [45.2, "45s"],
    [59.4, "59s"],
    [59.6, "1m"],
    [89, "1m"],
    [91, "2m"],
    [3_569, "59m"],
    [3_570, "1h00m"],
    [3_599, "1h00m"],
    [3_900, "1h05m"],
    [3_930, "1h06m"],
  ])("estimated at %d seconds are shown as %s", (seconds, shown) => {
    expect(renderEstimate(seconds)).toBe(shown);
  });
});

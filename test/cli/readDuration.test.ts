import { readDuration } from "../../src/cli/readDuration";

test.each([
  ["90", 90_000],
  ["0.5", 500],
  ["90s", 90_000],
  ["10m", 600_000],
  ["1h30m", 5_400_000],
  ["1.5h", 5_400_000],
  ["500ms", 500],
])("reads %s as %i ms", (text, ms) => {
  expect(readDuration("--timeout", text)).toBe(ms);
});

test.each(["", "0", "0s", "-1", "soon", "10 m", "1e3", "0x10", "Infinity", "NaN", "10d", "m"])(
  "rejects %j, and names the flag and what it takes",
  (text) => {
    expect(() => readDuration("--appear", text)).toThrow(
      `"--appear" must be a duration above 0, such as 90s, 10m or 1h30m, or a number of seconds; it is "${text}"`,
    );
  },
);

test("shows nothing that a terminal would obey", () => {
  expect(() => readDuration("--appear", "\u001b[2J")).toThrow(/it is ""$/);
});

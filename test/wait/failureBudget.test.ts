import { DcsError } from "../../src/errors";
import { FailureBudget, patience } from "../../src/wait/failureBudget";

const LIMIT_MS = 60_000;

/** Failures at these seconds, of a clock that began long before. */
function charge(seconds: readonly number[]) {
  const budget = new FailureBudget();
  for (const at of seconds) budget.charge(7_000 + at * 1_000);
  return budget;
}
const isSpent = (seconds: readonly number[]) =>
  charge(seconds).isSpent(7_000 + (seconds.at(-1) ?? 0) * 1_000, LIMIT_MS);

test.each<[string, readonly number[], boolean]>([
  ["five failures a moment before the limit", [0, 1, 2, 3, 59.999], false],
  ["five failures at the limit", [0, 1, 2, 3, 60], true],
  ["four failures at the limit", [0, 1, 2, 60], false],
  ["five failures long after the limit", [0, 100, 200, 300, 400], true],
])("a budget with %s is spent: %s", (_, seconds, expected) => {
  expect(isSpent(seconds)).toBe(expected);
});

test("an answer gives the whole budget back", () => {
  const budget = charge([0, 1, 2, 3, 60]);
  budget.reset();
  for (const at of [61, 62, 63, 64]) budget.charge(7_000 + at * 1_000);
  budget.charge(7_000 + 120_999);
  expect(budget.isSpent(7_000 + 120_999, LIMIT_MS)).toBe(false);
  expect(budget.isSpent(7_000 + 121_000, LIMIT_MS)).toBe(true);
});

test("a spent budget is explained with the last failure, which stays the cause", () => {
  const busy = new DcsError("SERVICE_ERROR", "busy", { status: 503 });
  expect(charge([0, 1, 2, 3, 60]).explain(busy, 67_000)).toMatchObject({
    code: "SERVICE_ERROR",
    status: 503,
    cause: busy,
    message: "gave up after 5 failed queries in 60 s; the last one: busy",
  });
});

test("patience is ten minutes where the service is proved, one where it is not", () => {
  expect(patience).toEqual({ provedMs: 600_000, unprovedMs: 60_000, notFoundMs: 30_000 });
});

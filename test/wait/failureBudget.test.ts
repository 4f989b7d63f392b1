import { DcsError } from "../../src/errors";
import { FailureBudget } from "../../src/wait/failureBudget";

const busy = new DcsError("SERVICE_ERROR", "busy", { status: 503 });
const notFound = new DcsError("NOT_FOUND", "no such task", { status: 404 });

/** Trouble at these seconds; the message of what is thrown at the end. */
function spend(error: DcsError, seconds: readonly number[], seen: boolean): string | undefined {
  const failures = new FailureBudget();
  try {
    for (const at of seconds) failures.charge(error, 7_000 + at * 1_000, seen);
    return undefined;
  } catch (thrown) {
    return (thrown as DcsError).message;
  }
}

test.each([
  ["after an answer", busy, true, 600],
  ["before any answer", busy, false, 60],
  ["where the task was never found", notFound, false, 30],
])("there is a budget to the second %s", (_, error, seen, budget) => {
  const early = [0, 1, 2, 3];
  expect(spend(error, [...early, budget - 0.001], seen)).toBeUndefined();
  expect(spend(error, [...early, budget], seen)).toBe(
    `gave up after 5 failed queries in ${budget} s; the last one: ${error.message}`,
  );
  expect(spend(error, [0, 1, 2, budget], seen)).toBeUndefined();
});

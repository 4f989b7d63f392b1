import { RequestBudget } from "../../src/wait/requestBudget";
import { VirtualClock } from "../support/virtualClock";

const never = new AbortController().signal;

/** When each of `count` turns, all asked for at once, was given: milliseconds. */
async function turns(budget: RequestBudget, clock: VirtualClock, count: number): Promise<number[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      await budget.take(never);
      return clock.now();
    }),
  );
}

test("a burst of two seconds is allowed, then turns come at the rate, in order", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 5, clock });
  const given = await turns(budget, clock, 20);
  expect(given.slice(0, 10)).toEqual(Array(10).fill(0));
  given.slice(10).forEach((at, index) => {
    expect(at).toBeCloseTo(200 * (index + 1));
  });
});

test("unused budget is not saved up beyond the burst", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 5, clock });
  await clock.sleep(3_600_000);
  const given = await turns(budget, clock, 15);
  expect(given.filter((at) => at === 3_600_000)).toHaveLength(10);
});

test("after 'too many requests' nobody asks for as long as the host wants, then more slowly", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 10, clock });
  budget.slowDown(7_000);
  const given = await turns(budget, clock, 11);
  expect(Math.min(...given)).toBeGreaterThanOrEqual(7_000);
  // Half the rate.
  expect((given.at(-1) ?? 0) - (given[0] ?? 0)).toBeGreaterThan(1_700);
});

test("answers to requests that were under way together slow down once, later ones again", async () => {
  const gapAfter = async (...refusedAt: readonly number[]) => {
    const clock = new VirtualClock();
    const budget = new RequestBudget({ requestsPerSecond: 8, clock });
    for (const at of refusedAt) {
      await clock.sleep(at - clock.now());
      budget.slowDown(1_000);
    }
    const given = await turns(budget, clock, 30);
    return (given.at(-1) ?? 0) - (given.at(-2) ?? 0);
  };
  // An eighth of a second would be the full rate.
  expect(await gapAfter(0)).toBeCloseTo(250);
  expect(await gapAfter(0, 0, 999)).toBeCloseTo(250);
  expect(await gapAfter(0, 1_000)).toBeCloseTo(500);
});

test.each([Infinity, 999_999_999_000])(
  "a host that wants to be left alone for %d ms is asked again after five minutes",
  async (retryAfterMs) => {
    const clock = new VirtualClock();
    const budget = new RequestBudget({ requestsPerSecond: 10, clock });
    budget.slowDown(retryAfterMs);
    expect(await turns(budget, clock, 1)).toEqual([300_000]);
  },
);

test("answers give the rate back", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 10, clock });
  budget.slowDown(1_000);
  for (let n = 0; n < 50; n += 1) budget.recover();
  await clock.sleep(60_000);
  const given = await turns(budget, clock, 120);
  expect((given.at(-1) ?? 0) - (given[0] ?? 0)).toBeCloseTo(10_000, -2);
});

test("however often the host says so, the rate never falls to nothing", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 10, clock });
  for (let n = 0; n < 100; n += 1) {
    budget.slowDown(10);
    await clock.sleep(20);
  }
  const given = await turns(budget, clock, 4);
  expect((given.at(-1) ?? 0) - (given[0] ?? 0)).toBeLessThan(7_000);
});

test("an aborted turn is given to the next, and its wait is over at once", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 1, clock });
  await turns(budget, clock, 2);
  const impatient = new AbortController();
  const given: string[] = [];
  const left = budget.take(impatient.signal).then(() => given.push("left"));
  const next = budget.take(never).then(() => given.push(`next ${clock.now()}`));
  impatient.abort();
  await left;
  expect(clock.now()).toBe(0);
  await next;
  expect(given).toEqual(["left", "next 1000"]);
});

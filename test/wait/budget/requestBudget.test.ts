import { DcsError } from "../../../src/errors";
import { RequestBudget, type Turn } from "../../../src/wait/budget/requestBudget";
import { VirtualClock } from "../../support/virtualClock";

const never = new AbortController().signal;

/** When each of `count` turns, all asked for at once, was given: milliseconds. */
async function turns(budget: RequestBudget, clock: VirtualClock, count: number): Promise<number[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const turn = await budget.take(never);
      const at = clock.now();
      turn.end(new Error("an end that tells nothing"));
      return at;
    }),
  );
}

const throttled = (retryAfterMs?: number) =>
  new DcsError("THROTTLED", "too many", { retryAfterMs });

/** A request that was answered so. */
async function request(budget: RequestBudget, error?: DcsError): Promise<void> {
  (await budget.take(never)).end(error);
}

/** The largest number of times within any ten seconds. */
function mostInTenSeconds(times: readonly number[]): number {
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at <= from + 10_000).length),
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

test.each([0.05, 0.5, 1, 5, 7.3, 40])(
  "at %d requests a second no ten seconds have more than ten times as many, bursts included",
  async (requestsPerSecond) => {
    const clock = new VirtualClock();
    const budget = new RequestBudget({ requestsPerSecond, clock });
    const count = Math.max(Math.ceil(requestsPerSecond * 20), 4);
    const given = await turns(budget, clock, count);
    // Full again, and spent in an order that no schedule has.
    await clock.sleep(60_000);
    for (const pauseMs of [0, 1_900, 0, 4_000, 0, 100, 0]) {
      given.push(...(await turns(budget, clock, Math.ceil(count / 7))));
      await clock.sleep(pauseMs);
    }
    expect(mostInTenSeconds(given)).toBeLessThanOrEqual(Math.max(requestsPerSecond * 10, 1));
  },
);

test("in the long run nearly all of the rate is used", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 5, clock });
  const given = await turns(budget, clock, 1_000);
  expect((given.at(-1) ?? 0) / 1_000).toBeLessThan(1_000 / 4.7);
});

test("unused budget is not saved up beyond the burst", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 5, clock });
  await clock.sleep(3_600_000);
  const given = await turns(budget, clock, 15);
  expect(given.filter((at) => at === 3_600_000)).toHaveLength(10);
});

test("of several rates the lowest holds, whichever comes first", async () => {
  for (const rates of [
    [100, 2],
    [2, 100],
  ]) {
    const clock = new VirtualClock();
    const budget = new RequestBudget({ requestsPerSecond: rates[0] ?? 0, clock });
    budget.limitTo(rates[1] ?? 0);
    const given = await turns(budget, clock, 40);
    expect(mostInTenSeconds(given)).toBeLessThanOrEqual(20);
  }
});

test("turns are given in the order in which the requests were due", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 1, clock });
  await turns(budget, clock, 2);
  const order: string[] = [];
  const take = async (name: string, dueAt: number) => {
    const turn = await budget.take(never, { dueAt });
    order.push(name);
    turn.end();
  };
  await Promise.all([take("third", 30), take("first", 10), take("second", 20), take("last", 30)]);
  expect(order).toEqual(["first", "second", "third", "last"]);
});

test("no more than 64 requests are under way, and each end makes room for one", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 1_000, clock });
  const underWay: Turn[] = [];
  const all = Array.from({ length: 70 }, async () => underWay.push(await budget.take(never)));
  await clock.sleep(1_000);
  expect(underWay).toHaveLength(64);
  underWay[0]?.end();
  underWay[1]?.giveBack();
  await clock.sleep(1_000);
  expect(underWay).toHaveLength(66);
  for (const turn of underWay.slice(2)) turn.end();
  await Promise.all(all);
  expect(underWay).toHaveLength(70);
});

test("a turn that is given back counts for nothing, and says whether it was queued", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 1, clock });
  const [first, second] = [await budget.take(never), await budget.take(never)];
  expect([first.wasQueued, second.wasQueued]).toEqual([false, false]);
  const queued = budget.take(never);
  first.giveBack();
  second.end();
  await clock.sleep(0);
  expect((await queued).wasQueued).toBe(true);
  // The 1 s of a third one, and not 2 s of a fourth.
  expect(await turns(budget, clock, 1)).toEqual([1_000]);
});

test("after 'too many requests' no request is made for as long as the host wants, then fewer", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 10, clock });
  await request(budget, throttled(7_000));
  const given = await turns(budget, clock, 11);
  expect(Math.min(...given)).toBeGreaterThanOrEqual(7_000);
  // Half the rate.
  expect((given.at(-1) ?? 0) - (given[0] ?? 0)).toBeGreaterThan(1_700);
});

test.each(["SERVICE_ERROR", "NETWORK"] as const)(
  "a pause that %s asks for holds for all, at the same rate after it",
  async (code) => {
    const clock = new VirtualClock();
    const budget = new RequestBudget({ requestsPerSecond: 10, clock });
    await request(budget, new DcsError(code, "busy", { status: 503, retryAfterMs: 9_000 }));
    const given = await turns(budget, clock, 40);
    expect(given[0]).toBe(9_000);
    expect((given.at(-1) ?? 0) - (given.at(-2) ?? 0)).toBeCloseTo(100);
  },
);

test.each([
  ["without a word of a pause", new DcsError("SERVICE_ERROR", "busy", { status: 503 })],
  ["that is no trouble", new DcsError("NOT_FOUND", "none", { retryAfterMs: 9_000 })],
  ["with nonsense for a pause", new DcsError("SERVICE_ERROR", "busy", { retryAfterMs: NaN })],
])("an answer %s stops no request", async (_, error) => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 10, clock });
  await request(budget, error);
  expect(await turns(budget, clock, 1)).toEqual([0]);
});

test.each([undefined, 0, NaN])(
  "after 'too many requests' with a Retry-After of %d nothing is asked for a second",
  async (retryAfterMs) => {
    const clock = new VirtualClock();
    const budget = new RequestBudget({ requestsPerSecond: 10, clock });
    await request(budget, throttled(retryAfterMs));
    expect(await turns(budget, clock, 1)).toEqual([1_000]);
  },
);

test("answers to requests that were under way together slow down once, later ones again", async () => {
  const gapAfter = async (...groups: readonly number[]) => {
    const clock = new VirtualClock();
    const budget = new RequestBudget({ requestsPerSecond: 8, clock });
    for (const size of groups) {
      const together = await Promise.all(Array.from({ length: size }, () => budget.take(never)));
      // Not even a pause of no length makes each of them count.
      for (const turn of together) turn.end(throttled(0));
    }
    const given = await turns(budget, clock, 30);
    return (given.at(-1) ?? 0) - (given.at(-2) ?? 0);
  };
  // An eighth of a second would be the full rate.
  expect(await gapAfter(1)).toBeCloseTo(250);
  expect(await gapAfter(10)).toBeCloseTo(250);
  expect(await gapAfter(10, 1)).toBeCloseTo(500);
});

test.each<[asked: number, heldMs: number]>([
  [11_000, 11_000],
  [3 * 3_600_000, 3 * 3_600_000],
  [24 * 3_600_000, 24 * 3_600_000],
  // No server means that.
  [24 * 3_600_000 + 1, 300_000],
  [Infinity, 300_000],
  [999_999_999_000, 300_000],
])(
  "a host that wants a pause of %d ms has one of %d ms, and requests say so at once instead of being held",
  async (asked, heldMs) => {
    const clock = new VirtualClock();
    const budget = new RequestBudget({ requestsPerSecond: 10, clock });
    const queued = await Promise.all(Array.from({ length: 20 }, () => budget.take(never)));
    const waiting = budget.take(never);
    queued[0]?.end(throttled(asked));
    for (const refused of [waiting, budget.take(never)]) {
      await expect(refused).rejects.toMatchObject({
        code: "THROTTLED",
        message: expect.stringMatching(
          /^not sent, since the host asked for a pause that lasts another \d+ s: too many$/,
        ) as string,
        retryAfterMs: expect.closeTo(heldMs, -3) as number,
      });
    }
    await clock.sleep(heldMs - 10_000 - clock.now());
    const [at] = await turns(budget, clock, 1);
    expect(at).toBeCloseTo(heldMs, -3);
  },
);

test("answers give the rate back", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 10, clock });
  await request(budget, throttled(1_000));
  for (let n = 0; n < 50; n += 1) await request(budget);
  await clock.sleep(60_000);
  const given = await turns(budget, clock, 90);
  expect((given.at(-1) ?? 0) - (given.at(-21) ?? 0)).toBeCloseTo(2_000);
});

test("however often the host says so, the rate never falls to nothing", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 10, clock });
  for (let n = 0; n < 100; n += 1) await request(budget, throttled(10));
  const given = await turns(budget, clock, 4);
  expect((given.at(-1) ?? 0) - (given[0] ?? 0)).toBeLessThan(7_000);
});

test("an aborted turn is given to the next, and rejects at once", async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget({ requestsPerSecond: 1, clock });
  await turns(budget, clock, 2);
  const impatient = new AbortController();
  const left = budget.take(impatient.signal);
  const next = budget.take(never).then(() => clock.now());
  impatient.abort(new Error("enough"));
  await expect(left).rejects.toThrow("enough");
  expect(clock.now()).toBe(0);
  await expect(budget.take(impatient.signal)).rejects.toThrow("enough");
  await expect(next).resolves.toBe(1_000);
});

test("a timer that no request waits for is ended", async () => {
  const sleeping = new Set<AbortSignal | undefined>();
  const clock = {
    now: () => 0,
    sleep: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((_, reject) => {
        sleeping.add(signal);
        signal?.addEventListener("abort", () => {
          sleeping.delete(signal);
          reject(new Error("ended"));
        });
      }),
  };
  const budget = new RequestBudget({ requestsPerSecond: 1, clock });
  await budget.take(never);
  await budget.take(never);
  const controllers = [new AbortController(), new AbortController()];
  const queued = Promise.allSettled(controllers.map(({ signal }) => budget.take(signal)));
  expect(sleeping.size).toBe(1);
  controllers[0]?.abort();
  await new Promise(setImmediate);
  expect(sleeping.size).toBe(1);
  controllers[1]?.abort();
  await queued;
  expect(sleeping.size).toBe(0);
});

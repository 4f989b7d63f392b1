import { DcsError } from "../../src/errors";
import { HostPause } from "../../src/wait/budget/hostPause";
import { pollUntilFound, type PollUntilFoundOptions } from "../../src/wait/pollUntilFound";
import { VirtualClock } from "../support/virtualClock";

const busy = new DcsError("SERVICE_ERROR", "busy", { status: 503 });

/** Looks with the given answers one after the other, the last one for ever. */
async function look(answers: readonly unknown[], options: Partial<PollUntilFoundOptions> = {}) {
  const clock = new VirtualClock();
  const askedAt: number[] = [];
  const found = pollUntilFound(
    () => {
      const answer = answers[Math.min(askedAt.length, answers.length - 1)];
      askedAt.push(clock.now());
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    {
      graceMs: 30_000,
      timeoutMs: 3_600_000,
      minDelayMs: 1_000,
      maxDelayMs: 60_000,
      signal: new AbortController().signal,
      clock,
      random: () => 0.5,
      ...options,
    },
  );
  const [outcome] = await Promise.allSettled([found]);
  return { outcome, askedAt, endedAt: clock.now() };
}

test("what is there is found at once", async () => {
  const { outcome, askedAt } = await look(["a"]);
  expect(outcome).toEqual({ status: "fulfilled", value: "a" });
  expect(askedAt).toEqual([0]);
});

test("what is not there yet is looked for in growing gaps, and found", async () => {
  const { outcome, askedAt } = await look([undefined, undefined, undefined, "a"]);
  expect(outcome).toEqual({ status: "fulfilled", value: "a" });
  const gaps = askedAt.slice(1).map((at, index) => at - (askedAt[index] ?? 0));
  expect(gaps[1]).toBeGreaterThan((gaps[0] ?? 0) * 1.5);
  expect(gaps[2]).toBeGreaterThan((gaps[1] ?? 0) * 1.5);
});

test("what is not there is looked for a last time when the grace time is over", async () => {
  const { outcome, askedAt, endedAt } = await look([undefined]);
  expect(outcome).toEqual({ status: "fulfilled", value: undefined });
  expect(askedAt.at(-1)).toBeCloseTo(30_000);
  expect(endedAt).toBeCloseTo(30_000);
});

test("without a grace time there is one look", async () => {
  const { outcome, askedAt } = await look([undefined], { graceMs: 0 });
  expect(outcome).toEqual({ status: "fulfilled", value: undefined });
  expect(askedAt).toHaveLength(1);
});

test("the grace time does not last longer than all is to last", async () => {
  const { endedAt } = await look([undefined], { timeoutMs: 10_000 });
  expect(endedAt).toBeCloseTo(10_000);
});

test("the grace time begins with the first answer: trouble does not use it up", async () => {
  const onTrouble = jest.fn();
  const answers = [busy, busy, busy, busy, undefined];
  const { outcome, askedAt, endedAt } = await look(answers, { onTrouble });
  expect(outcome).toEqual({ status: "fulfilled", value: undefined });
  expect(onTrouble).toHaveBeenCalledTimes(4);
  expect(onTrouble).toHaveBeenCalledWith(busy);
  expect(endedAt - (askedAt[4] ?? 0)).toBeCloseTo(30_000);
});

test("trouble that outlasts its budget is thrown", async () => {
  const { outcome, endedAt } = await look([busy]);
  expect(outcome).toMatchObject({ status: "rejected", reason: { code: "SERVICE_ERROR" } });
  expect(endedAt).toBeGreaterThanOrEqual(60_000);
  expect(endedAt).toBeLessThan(130_000);
});

const notFound = new DcsError("NOT_FOUND", "no such instance", { status: 404 });
const moved = new DcsError("SERVICE_ERROR", "moved", { status: 302 });
const throttled = new DcsError("THROTTLED", "too many", { status: 429 });

test.each<[string, readonly unknown[], boolean, number, number]>([
  ["nothing has proved the service", [busy], false, 60, 122],
  ["another search has proved it", [busy], true, 600, 662],
  ["the trouble itself proves it", [throttled], false, 600, 662],
  ["a look was answered before", [undefined, busy], false, 600, 665],
  ["it is not found", [notFound], true, 30, 62],
])("trouble is thrown after its budget when %s", async (...row) => {
  const [, answers, isProved, least, most] = row;
  const options = { proof: { isProved }, graceMs: 3_600_000 };
  const { outcome, endedAt } = await look(answers, options);
  expect(outcome).toMatchObject({ status: "rejected" });
  expect(endedAt).toBeGreaterThanOrEqual(least * 1_000);
  expect(endedAt).toBeLessThanOrEqual(most * 1_000);
});

test("a look that is answered proves the service for others", async () => {
  const proof = { isProved: false };
  await look(["a"], { proof });
  expect(proof.isProved).toBe(true);
  await expect(look([moved, "a"], { proof })).resolves.toMatchObject({
    outcome: { status: "fulfilled" },
  });
  const { outcome } = await look([moved, "a"]);
  expect(outcome).toEqual({ status: "rejected", reason: moved });
});

test("an answer forgives the trouble before it", async () => {
  const answers = [busy, busy, busy, busy, undefined, busy, busy, busy, "a"];
  const { outcome, askedAt } = await look(answers, { graceMs: 600_000 });
  expect(outcome).toEqual({ status: "fulfilled", value: "a" });
  // More failures in total than are allowed in a row.
  expect(askedAt.at(-1)).toBeGreaterThan(120_000);
});

test("trouble at the end of the time is thrown as it is", async () => {
  const { outcome, endedAt } = await look([busy], { timeoutMs: 10_000 });
  expect(outcome).toEqual({ status: "rejected", reason: busy });
  expect(endedAt).toBeCloseTo(10_000);
});

test.each([new DcsError("FORBIDDEN", "no", { status: 403 }), new TypeError("a bug")])(
  "what waiting cannot fix is thrown at once: %s",
  async (error) => {
    const { outcome, askedAt } = await look([error]);
    expect(outcome).toEqual({ status: "rejected", reason: error });
    expect(askedAt).toHaveLength(1);
  },
);

test("an aborted signal ends it", async () => {
  const controller = new AbortController();
  controller.abort();
  const proof = { isProved: false };
  const { outcome } = await look([undefined], { signal: controller.signal, proof });
  expect(proof.isProved).toBe(false);
  expect(outcome).toMatchObject({
    status: "rejected",
    reason: { code: "ABORTED", message: "looking for the task was interrupted" },
  });
});

test("a look that fails is repeated no sooner than the service asks for", async () => {
  const throttled = new DcsError("THROTTLED", "too many", { status: 429, retryAfterMs: 400_000 });
  const { outcome, askedAt } = await look([throttled, "a"]);
  expect(outcome).toEqual({ status: "fulfilled", value: "a" });
  expect(askedAt).toEqual([0, 400_000]);
});

test("looks that were not sent are no failures, however many and however long", async () => {
  const paused = new HostPause(busy, 900_000);
  const { outcome } = await look([...Array<DcsError>(4).fill(busy), paused, paused, "a"]);
  expect(outcome).toEqual({ status: "fulfilled", value: "a" });
  const { outcome: end, endedAt } = await look([paused], { timeoutMs: 1_000_000 });
  expect(end).toMatchObject({ status: "rejected", reason: paused });
  expect(endedAt).toBe(1_000_000);
});

import { DcsError, withMessage } from "../../src/errors";
import { HostPause } from "../../src/wait/budget/hostPause";
import { waitForTask } from "../../src/wait/waitForTask";
import { callElsewhere, learnFrom, type Proof } from "../../src/wait/trouble";
import type { WaitForTaskOptions } from "../../src/wait/waitOptions";
import type { WaitResult } from "../../src/waitResult";
import { done, running, scriptedPoll, type ScriptedPoll } from "../support/scriptedPoll";
import { virtualClocks } from "../support/virtualClock";

const network = new DcsError("NETWORK", "ECONNRESET");
const busy = new DcsError("SERVICE_ERROR", "busy", { status: 503, serviceCode: "DCS.5000" });
const notFound = new DcsError("NOT_FOUND", "no such task", { status: 404 });
const rejected = new DcsError("INVALID_INPUT", "bad request", { status: 400 });
const throttled = (retryAfterMs?: number) =>
  new DcsError("THROTTLED", "too many", { status: 429, retryAfterMs });

describe.each(virtualClocks)("trouble in a wait by %s", (_, createClock) => {
  function play(
    answers: readonly unknown[],
    options: Omit<WaitForTaskOptions, "poll"> = {},
  ): { result: Promise<WaitResult>; script: ScriptedPoll } {
    const clock = createClock();
    const script = scriptedPoll(clock, answers);
    const result = waitForTask({ poll: script.poll, clock, ...options });
    return { result, script };
  }

  it.each([
    ["a network error", network, "NETWORK"],
    ["status 408", new DcsError("SERVICE_ERROR", "slow", { status: 408 }), "SERVICE_ERROR 408"],
    ["status 429", throttled(), "THROTTLED 429"],
    ["status 500", new DcsError("SERVICE_ERROR", "oops", { status: 500 }), "SERVICE_ERROR 500"],
    ["status 503", busy, "SERVICE_ERROR 503"],
    ["an unreadable answer", new DcsError("MALFORMED_RESPONSE", "<html>"), "MALFORMED_RESPONSE"],
    ["a task that is not there yet", notFound, "NOT_FOUND 404"],
  ])("is retried when it is %s", async (_name, error, counted) => {
    const { result } = play([error, error, running(10), error, done]);
    await expect(result).resolves.toMatchObject({
      outcome: "succeeded",
      attempts: 5,
      observed: { [counted]: 3, running: 1, succeeded: 1 },
    });
  });

  it.each<[string, unknown]>([
    ["undefined", undefined],
    ["null", null],
    ["text", "100"],
    ["an answer without steps", { progress: 100 }],
    ["a number as text", { progress: "100", stepDetails: [] }],
    ["a progress above 100", { progress: 101, stepDetails: [] }],
    ["no progress", { stepDetails: [] }],
    ["a step that is null", { progress: 100, stepDetails: [null] }],
  ])("is retried when a query of plain JavaScript gives %s", async (_name, answer) => {
    const { result } = play([answer, done]);
    await expect(result).resolves.toMatchObject({
      outcome: "succeeded",
      observed: { MALFORMED_RESPONSE: 1, succeeded: 1 },
    });
  });

  it("is none when a query of plain JavaScript gives its answer without a promise", async () => {
    const poll = (() => done) as unknown as WaitForTaskOptions["poll"];
    const result = await waitForTask({ poll, clock: createClock() });
    expect(result.outcome).toBe("succeeded");
  });

  it("is thrown with its story when ten minutes of it follow an answer", async () => {
    const { result, script } = play([running(10), busy], { timeoutMs: 7_200_000 });
    await expect(result).rejects.toMatchObject({
      code: "SERVICE_ERROR",
      status: 503,
      serviceCode: "DCS.5000",
      cause: busy,
      message: expect.stringMatching(
        /^gave up after \d+ failed queries in \d+ s; the last one: busy$/,
      ) as string,
    });
    const spentMs = (script.askedAt.at(-1) ?? 0) - (script.askedAt[1] ?? 0);
    expect(spentMs).toBeGreaterThanOrEqual(600_000);
    expect(spentMs).toBeLessThanOrEqual(660_000);
  });

  it("is thrown after a minute when nothing was ever answered", async () => {
    const { result, script } = play([network]);
    await expect(result).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringContaining("ECONNRESET") as string,
    });
    expect(script.askedAt.at(-1)).toBeGreaterThanOrEqual(60_000);
    expect(script.askedAt.at(-1)).toBeLessThanOrEqual(120_000);
  });

  it("is never thrown before five queries in a row went wrong", async () => {
    const slow = { minDelayMs: 300_000, maxDelayMs: 300_000, timeoutMs: 7_200_000 };
    const { result } = play([network, network, network, network, done], slow);
    await expect(result).resolves.toMatchObject({ outcome: "succeeded" });
  });

  it("is forgotten after a good answer", async () => {
    const round = [running(10), ...Array.from({ length: 8 }, () => busy)];
    const rounds = Array.from({ length: 20 }, () => round).flat();
    const { result, script } = play([...rounds, done], { timeoutMs: 86_400_000 });
    await expect(result).resolves.toMatchObject({ outcome: "succeeded" });
    expect(script.askedAt.at(-1)).toBeGreaterThan(1_200_000);
  });

  it("is thrown as NOT_FOUND after half a minute when the task is never found", async () => {
    const { result, script } = play([notFound]);
    await expect(result).rejects.toMatchObject({ code: "NOT_FOUND", status: 404 });
    expect(script.askedAt.at(-1)).toBeGreaterThanOrEqual(30_000);
    expect(script.askedAt.at(-1)).toBeLessThanOrEqual(60_000);
  });

  it("does not use up the half minute that a task may not be found", async () => {
    const trouble = Array.from({ length: 5 }, () => network);
    const { result, script } = play([...trouble, notFound, done]);
    await expect(result).resolves.toMatchObject({ outcome: "succeeded" });
    expect(script.askedAt[5]).toBeGreaterThan(30_000);
  });

  it.each([
    ["APIGW.0101", new DcsError("NOT_FOUND", "no", { status: 404, serviceCode: "APIGW.0101" })],
    ["APIGW.0103", new DcsError("NOT_FOUND", "no", { status: 404, serviceCode: "APIGW.0103" })],
    ["a redirect", new DcsError("SERVICE_ERROR", "moved", { status: 302 })],
    ["405", new DcsError("SERVICE_ERROR", "no such method", { status: 405 })],
  ])("is thrown at once when it is %s, but not after an answer", async (_, error) => {
    const first = play([error, done]);
    await expect(first.result).rejects.toBe(error);
    expect(first.script.askedAt).toHaveLength(1);
    const later = play([running(10), error, error, done]);
    await expect(later.result).resolves.toMatchObject({ outcome: "succeeded", attempts: 4 });
  });

  it("is thrown at once when it names an input, such as the project", async () => {
    const error = new DcsError("NOT_FOUND", "no such project", { property: "projectId" });
    const { result, script } = play([error, done]);
    await expect(result).rejects.toBe(error);
    expect(script.askedAt).toHaveLength(1);
  });

  it.each<[string, DcsError, number]>([
    ["429", throttled(), 600],
    ["429 with a code", new DcsError("THROTTLED", "", { serviceCode: "APIGW.0308" }), 600],
    ["a code of DCS", busy, 600],
    ["the gateway's code", new DcsError("SERVICE_ERROR", "", { status: 503, serviceCode: "APIGW.0201" }), 600], // prettier-ignore
    ["the old form of a code", new DcsError("SERVICE_ERROR", "", { status: 500, serviceCode: "111400069" }), 600], // prettier-ignore
    ["200 with a code of DCS", new DcsError("MALFORMED_RESPONSE", "", { status: 200, serviceCode: "DCS.5000" }), 60], // prettier-ignore
    ["503 of a proxy", new DcsError("SERVICE_ERROR", "", { status: 503 }), 60],
    ["a code of another service", new DcsError("SERVICE_ERROR", "", { status: 503, serviceCode: "ELB.1" }), 60], // prettier-ignore
    ["no connection", network, 60],
    ["HTML", new DcsError("MALFORMED_RESPONSE", "<html>"), 60],
  ])("has a budget from the first query on, that after %s is", async (_, error, seconds) => {
    const { result, script } = play([error], { timeoutMs: 7_200_000 });
    await expect(result).rejects.toMatchObject({ cause: error });
    const spentMs = script.askedAt.at(-1) ?? 0;
    expect(spentMs).toBeGreaterThanOrEqual(seconds * 1_000 - 1);
    expect(spentMs).toBeLessThanOrEqual(seconds * 1_000 + 62_000);
  });

  it("has the long budget from the first query on where another wait was answered", async () => {
    const proof = { isProved: false };
    await expect(play([running(1), done], { proof }).result).resolves.toBeDefined();
    const moved = new DcsError("SERVICE_ERROR", "moved", { status: 302 });
    const { result, script } = play([moved, network], { proof, timeoutMs: 7_200_000 });
    await expect(result).rejects.toMatchObject({ code: "NETWORK" });
    expect(script.askedAt.at(-1)).toBeGreaterThanOrEqual(600_000);
  });

  it.each([
    ["UNAUTHORIZED", 401],
    ["FORBIDDEN", 403],
    ["INVALID_INPUT", undefined],
    ["SERVICE_ERROR", 409],
    ["ABORTED", undefined],
  ] as const)("is thrown at once when it is %s %s", async (code, status) => {
    const error = new DcsError(code, "no", { status });
    const { result, script } = play([running(10), error, done]);
    await expect(result).rejects.toBe(error);
    expect(script.askedAt).toHaveLength(2);
  });

  it.each([
    ["once in the middle", [running(10), rejected, running(20), done]],
    ["before a young task can be seen", [rejected, rejected, done]],
  ])("does not end a wait when it is a 400 %s", async (_, answers) => {
    await expect(play(answers).result).resolves.toMatchObject({ outcome: "succeeded" });
  });

  it.each<[string, unknown]>([
    ["an error of another family", new TypeError("a bug in the query")],
    ["an error with a foreign code", Object.assign(new Error("gone"), { code: "ENOENT" })],
    ["text", "no error at all"],
    ["nothing", undefined],
  ])("is thrown at once and as it is when it is %s", async (_name, thrown) => {
    const error = thrown as Error;
    const reject = () => Promise.reject(error);
    const { result, script } = play([running(10), reject, done]);
    await expect(result).rejects.toBe(thrown);
    expect(script.askedAt).toHaveLength(2);
  });

  it("is thrown when a query throws before it gives a promise", async () => {
    const error = new TypeError("a bug in the query");
    const poll = () => {
      throw error;
    };
    await expect(waitForTask({ poll, clock: createClock() })).rejects.toBe(error);
  });

  it("is asked again in growing gaps within the bounds", async () => {
    const { result, script } = play([...Array.from({ length: 9 }, () => busy)], {
      minDelayMs: 1_000,
      maxDelayMs: 16_000,
    });
    await expect(result).rejects.toMatchObject({ code: "SERVICE_ERROR" });
    const gaps = script.gaps();
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(16_000);
    expect(gaps[4]).toBeGreaterThan(gaps[0] ?? Infinity);
  });

  it.each([
    ["within the bounds", 7_000, 7_000],
    ["above the largest gap", 120_000, 120_000],
    ["longer than five minutes", 1_200_000, 1_200_000],
    ["longer than the wait", 7_200_000, 3_600_000],
    ["longer than a day, which is a mistake", 864_000_000, 300_000],
    ["infinite", Infinity, 300_000],
    ["minus infinity", -Infinity, 1_000],
    ["negative", -5, 1_000],
    ["not a number", NaN, 1_000],
  ])("is asked again no sooner than Retry-After says when that is %s", async (...row) => {
    const [, retryAfterMs, least] = row;
    const { result, script } = play([throttled(retryAfterMs), done]);
    await expect(result).resolves.toMatchObject({ outcome: "succeeded" });
    expect(script.gaps()[0]).toBeGreaterThanOrEqual(least);
    expect(script.gaps()[0]).toBeLessThanOrEqual(Math.max(least, 2_000));
  });

  it("leaves no trace of a Retry-After that is no longer given", async () => {
    const { result, script } = play([throttled(40_000), throttled(), done]);
    await expect(result).resolves.toMatchObject({ outcome: "succeeded" });
    expect(script.gaps()[1]).toBeLessThan(10_000);
  });

  it("takes no query that was not sent for a failure", async () => {
    const paused = (leftMs: number) => new HostPause(throttled(leftMs), leftMs);
    const onTrouble = jest.fn();
    const answers = [running(10), ...Array<DcsError>(4).fill(busy), paused(900_000), done];
    const { result, script } = play(answers, { onTrouble });
    await expect(result).resolves.toMatchObject({
      outcome: "succeeded",
      attempts: 6,
      observed: { running: 1, "SERVICE_ERROR 503": 4, succeeded: 1 },
    });
    expect(script.gaps().at(-1)).toBeGreaterThanOrEqual(900_000);
    expect(onTrouble).toHaveBeenCalledTimes(5);
    const before = play([...Array<DcsError>(4).fill(network), paused(90_000), network, done]);
    await expect(before.result).rejects.toThrow(/^gave up after 5 failed queries/);
  });

  it("does not give up while the list cannot be asked in a pause of the host", async () => {
    let asked = 0;
    const confirm = () => {
      asked += 1;
      if (asked === 1) return Promise.reject(new HostPause(throttled(400_000), 400_000));
      return Promise.resolve("succeeded" as const);
    };
    const { result } = play([running(10), ...Array<DcsError>(80).fill(busy)], { confirm });
    await expect(result).resolves.toMatchObject({ outcome: "succeeded", decidedBy: "taskList" });
    expect(asked).toBe(2);
  });

  it("ends where each answer asks for a pause, as soon as the list could be asked", async () => {
    const clock = createClock();
    let pausedUntil = 0;
    const poll = () => {
      pausedUntil = clock.now() + 400_000;
      return Promise.reject(throttled(400_000));
    };
    const confirm = () => {
      const leftMs = pausedUntil - clock.now();
      if (leftMs > 0) return Promise.reject(new HostPause(throttled(leftMs), leftMs));
      return Promise.reject(busy);
    };
    const result = waitForTask({ poll, confirm, clock, timeoutMs: 36_000_000 });
    await expect(result).rejects.toThrow(/^gave up after 5 failed queries in 1600 s/);
  });

  it("says what the host asked for where the time is up in its pause", async () => {
    const { result } = play([new HostPause(throttled(7_200_000), 7_200_000)]);
    await expect(result).rejects.toMatchObject({
      code: "THROTTLED",
      message: expect.stringMatching(
        /^there was no answer about the task within 3600 s; the last failure: not sent, since the host asked for a pause that lasts another 7200 s: too many$/,
      ) as string,
    });
  });

  it("never lets Retry-After oversleep the deadline", async () => {
    const { result } = play([running(10), throttled(200_000)], { timeoutMs: 60_000 });
    const { elapsedMs } = await result;
    expect(elapsedMs).toBeCloseTo(60_000, 0);
  });
});

test.each([
  ["itself", (error: DcsError) => error, { isProved: true }],
  ["explained", (error: DcsError) => withMessage(error, "why"), { isProved: true }],
])(
  "an error code, %s, proves the service that was called, and no other",
  async (_name, shown, own) => {
    const ofIam = new DcsError("SERVICE_ERROR", "busy", { status: 500, serviceCode: "APIGW.0001" });
    const proofOf = (error: DcsError): Proof => {
      const proof = { isProved: false };
      learnFrom(shown(error), proof);
      return proof;
    };
    expect([proofOf(busy), proofOf(ofIam)]).toEqual([own, own]);
    await expect(callElsewhere(() => Promise.reject(ofIam))).rejects.toBe(ofIam);
    expect([proofOf(busy), proofOf(ofIam)]).toEqual([
      own,
      { isProved: false, isProvedElsewhere: true },
    ]);
  },
);

import { DcsError } from "../../src/errors";
import { HostPause } from "../../src/wait/budget/hostPause";
import { waitForTask } from "../../src/wait/waitForTask";
import type { WaitForTaskOptions } from "../../src/wait/waitOptions";
import type { WaitResult } from "../../src/waitResult";
import { done, running, scriptedPoll, settling, silence } from "../support/scriptedPoll";
import { virtualClocks } from "../support/virtualClock";

const notFound = new DcsError("NOT_FOUND", "no such task", { status: 404 });
const network = new DcsError("NETWORK", "ECONNRESET");
const forbidden = new DcsError("FORBIDDEN", "not allowed", { status: 403 });
const gone = [running(50), notFound];

interface Confirmed {
  readonly result: WaitResult;
  /** When the other source was asked, on the clock. */
  readonly confirmedAt: readonly number[];
}

describe.each(virtualClocks)("another source asked in a wait by %s", (_, createClock) => {
  /** `words` are what the other source says one after the other, the last one for ever. */
  async function play(
    answers: readonly unknown[],
    words: readonly unknown[],
    options: Partial<WaitForTaskOptions> = {},
  ): Promise<Confirmed> {
    const clock = createClock();
    const script = scriptedPoll(clock, answers);
    const source = scriptedPoll(clock, words);
    const confirm = source.poll as unknown as WaitForTaskOptions["confirm"];
    const result = await waitForTask({ poll: script.poll, confirm, clock, ...options });
    return { result, confirmedAt: source.askedAt };
  }

  it.each(["succeeded", "failed"] as const)("ends 100 %% with %s", async (verdict) => {
    const { result, confirmedAt } = await play([settling], [verdict]);
    expect(result).toMatchObject({ outcome: verdict, decidedBy: "taskList" });
    expect(result.lastProgress).toEqual(settling);
    expect(confirmedAt).toHaveLength(1);
  });

  it("says in seconds that a record is lost when throttling has used up all patience", async () => {
    const throttled = new DcsError("THROTTLED", "too many", { status: 429, retryAfterMs: 300_000 });
    const answers = [notFound, throttled, throttled, notFound];
    const { result } = await play(answers, ["unknown"], { seen: running(50) });
    expect(result).toMatchObject({ outcome: "lost", observed: { "THROTTLED 429": 2 } });
  });

  it("is asked at the end of a pause, which is not made a second time", async () => {
    const throttled = new DcsError("THROTTLED", "too many", { status: 429, retryAfterMs: 300_000 });
    const clock = createClock();
    const script = scriptedPoll(clock, [...Array<DcsError>(5).fill(throttled), done]);
    const source = scriptedPoll(clock, [new HostPause(throttled, 300_000), "running"]);
    const confirm = source.poll as unknown as WaitForTaskOptions["confirm"];
    const result = await waitForTask({ poll: script.poll, confirm, clock, seen: running(50) });
    expect(result).toMatchObject({ outcome: "succeeded", attempts: 6 });
    const [pausedAt = 0, askedAt = 0] = source.askedAt;
    expect(askedAt - pausedAt).toBeGreaterThanOrEqual(300_000);
    expect((script.askedAt.at(-1) ?? 0) - askedAt).toBeLessThan(70_000);
  });

  it("is named as the reason where it was refused, and the wait ends without an end of the task", async () => {
    const late = await play([settling], [forbidden], { timeoutMs: 60_000 });
    expect(late.result).toMatchObject({ outcome: "timedOut", listError: forbidden });
    const lost = await play(gone, [forbidden]);
    expect(lost.result).toMatchObject({ outcome: "lost", listError: forbidden });
  });

  it("is not named where it answered in the end", async () => {
    const { result } = await play([settling], [forbidden, "running"], { timeoutMs: 200_000 });
    expect(result.outcome).toBe("timedOut");
    expect(result).not.toHaveProperty("listError");
  });

  it("is left alone while 100 % has twenty seconds to settle", async () => {
    const { confirmedAt } = await play([settling], ["succeeded"]);
    expect(confirmedAt[0]).toBeGreaterThanOrEqual(20_000);
  });

  it("is left alone when 100 % settles", async () => {
    const { result, confirmedAt } = await play([settling, settling, done], ["failed"]);
    expect(result).toMatchObject({ outcome: "succeeded", decidedBy: "steps" });
    expect(confirmedAt).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["says running", "running"],
    ["says unknown", "unknown"],
    ["says nothing", undefined],
    ["has trouble", network],
    ["refuses", forbidden],
  ])("does not end 100 %% when it %s", async (_name, word) => {
    const { result, confirmedAt } = await play([settling], [word], { timeoutMs: 300_000 });
    expect(result).toMatchObject({ outcome: "timedOut", lastProgress: settling });
    expect(confirmedAt.length).toBeGreaterThan(1);
    expect(confirmedAt.length).toBeLessThanOrEqual(15);
  });

  it.each(["succeeded", "failed"] as const)("ends a gone record with %s", async (verdict) => {
    const { result } = await play(gone, [verdict]);
    expect(result).toMatchObject({
      outcome: verdict,
      decidedBy: "taskList",
      lastProgress: running(50),
    });
  });

  it.each<[string, unknown]>([
    ["says unknown", "unknown"],
    ["says nothing", undefined],
  ])("leaves a gone record lost when it %s twice, ten seconds apart", async (_name, word) => {
    const { result, confirmedAt } = await play(gone, [word]);
    expect(result).toMatchObject({ outcome: "lost", decidedBy: "wait" });
    const [first = 0, second = 0, ...others] = confirmedAt;
    expect(second - first).toBeCloseTo(10_000, 0);
    expect(others).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["refuses", forbidden],
    ["is not there itself", notFound],
    ["has a bug", new TypeError("a bug in the source")],
  ])("leaves a gone record lost only after thirty seconds when it %s", async (_name, word) => {
    const { result, confirmedAt } = await play(gone, [word]);
    expect(result).toMatchObject({ outcome: "lost", decidedBy: "wait" });
    // "Not found" is asked about again after growing gaps, the first of them a second after it.
    const [first = 0] = confirmedAt;
    expect(result.elapsedMs - first).toBeGreaterThanOrEqual(28_000);
    expect(result.elapsedMs - first).toBeLessThan(70_000);
  });

  it("is not believed lost for one refusal after a long time without the record", async () => {
    const busy = new DcsError("SERVICE_ERROR", "busy", { status: 503 });
    const answers = [running(50), notFound, busy, busy, busy, busy, busy, notFound, notFound];
    const { result } = await play(answers, [notFound, "succeeded"]);
    expect(result).toMatchObject({ outcome: "succeeded", decidedBy: "taskList" });
  });

  it.each([
    ["not found", notFound],
    ["rejected", new DcsError("INVALID_INPUT", "bad request", { status: 400 })],
  ])(
    "that did not know the task while it was unreadable does not end it once it is %s",
    async (...row) => {
      const [, denial] = row;
      const unreadable = new DcsError("MALFORMED_RESPONSE", "<html>", { status: 200 });
      const rounds = Array.from({ length: 12 }, () => unreadable);
      const { result, confirmedAt } = await play(
        [running(50), ...rounds, denial, done],
        ["unknown"],
      );
      expect(confirmedAt.length).toBeGreaterThan(1);
      expect(result).toMatchObject({ outcome: "succeeded", decidedBy: "steps" });
    },
  );

  it("may refuse before and after other trouble without the task being lost", async () => {
    const busy = new DcsError("SERVICE_ERROR", "busy", { status: 503 });
    const answers = [running(50), notFound, notFound, busy, busy, busy, busy, notFound, notFound];
    const { result } = await play(answers, [notFound, notFound, "succeeded"]);
    expect(result).toMatchObject({ outcome: "succeeded", decidedBy: "taskList" });
  });

  it("may say later how a gone record ended, when it refused at first", async () => {
    const { result } = await play(gone, [forbidden, forbidden, "succeeded"]);
    expect(result).toMatchObject({ outcome: "succeeded", decidedBy: "taskList" });
  });

  it.each<[string, unknown]>([
    ["still runs", "running"],
    ["cannot be asked about for now", network],
  ])("is asked again about a gone record whose task %s", async (_name, word) => {
    const { result, confirmedAt } = await play(gone, [word, word, "succeeded"]);
    expect(result).toMatchObject({ outcome: "succeeded", decidedBy: "taskList" });
    expect(confirmedAt).toHaveLength(3);
  });

  it("may have trouble for minutes without a gone record being lost", async () => {
    const trouble = Array.from({ length: 8 }, () => network);
    const { result, confirmedAt } = await play(gone, [...trouble, "succeeded"]);
    expect(result).toMatchObject({ outcome: "succeeded", decidedBy: "taskList" });
    expect((confirmedAt.at(-1) ?? 0) - (confirmedAt[0] ?? 0)).toBeGreaterThan(120_000);
  });

  it("is asked when 100 % has stood for twenty seconds, to the second", async () => {
    const even = { minDelayMs: 10_000, maxDelayMs: 10_000 };
    const { confirmedAt } = await play([settling], ["succeeded"], even);
    expect(confirmedAt).toEqual([20_000]);
  });

  it("is believed silent when it has been so for thirty seconds, to the second", async () => {
    const even = { minDelayMs: 10_000, maxDelayMs: 10_000 };
    const { result, confirmedAt } = await play(gone, [forbidden], even);
    expect(confirmedAt).toEqual([20_000, 30_000, 40_000, 50_000]);
    expect(result).toMatchObject({ outcome: "lost", elapsedMs: 50_000 });
  });

  it("is not asked about a record that was never there", async () => {
    const { result, confirmedAt } = await play([notFound, notFound, notFound, done], ["failed"]);
    expect(result.outcome).toBe("succeeded");
    expect(confirmedAt).toEqual([]);
  });

  it("is given up when it stays silent past the deadline", async () => {
    const { result } = await play(gone, [silence], { timeoutMs: 60_000 });
    expect(result.outcome).toBe("timedOut");
    expect(result.elapsedMs).toBeCloseTo(70_000, 0);
  });

  it.each<[string, readonly unknown[]]>([
    ["100 % that has not settled yet", [settling]],
    ["a task that is not found yet", [notFound]],
    ["a service in trouble", [network]],
  ])("is asked once more about %s when the time is up", async (_name, answers) => {
    const { result, confirmedAt } = await play(answers, ["succeeded"], { timeoutMs: 8_000 });
    expect(result).toMatchObject({ outcome: "succeeded", decidedBy: "taskList" });
    expect(confirmedAt).toHaveLength(1);
    expect(confirmedAt[0]).toBeCloseTo(8_000, 0);
  });

  it("makes a time-out of a task that it alone has seen", async () => {
    const { result } = await play([notFound], ["running"], { timeoutMs: 8_000 });
    expect(result).toMatchObject({ outcome: "timedOut", decidedBy: "wait" });
    expect(result).not.toHaveProperty("lastProgress");
  });

  it("leaves the last failure thrown when it does not know the task at the end either", async () => {
    const ended = play([notFound], ["unknown"], { timeoutMs: 8_000 });
    await expect(ended).rejects.toMatchObject({ code: "NOT_FOUND", cause: notFound });
  });

  it("gives patience back with each word, while the gaps go on growing", async () => {
    const { result, confirmedAt } = await play(gone, ["running"], { timeoutMs: 7_200_000 });
    expect(result.outcome).toBe("timedOut");
    // Once a minute in two hours, and not once a second.
    expect(confirmedAt.length).toBeGreaterThan(100);
    expect(confirmedAt.length).toBeLessThan(140);
  });

  it("leaves a wait aborted, and nothing lost, when the signal aborts meanwhile", async () => {
    const user = new AbortController();
    const interrupted = () => {
      user.abort();
      throw new DcsError("ABORTED", "the look-up was aborted");
    };
    const { result } = await play(gone, [interrupted], { signal: user.signal });
    expect(result.outcome).toBe("aborted");
  });

  it("does not hold an aborted wait by staying silent", async () => {
    const user = new AbortController();
    const interrupted = () => {
      user.abort();
      return silence();
    };
    const { result } = await play(gone, [interrupted], { signal: user.signal });
    expect(result.outcome).toBe("aborted");
  });
});

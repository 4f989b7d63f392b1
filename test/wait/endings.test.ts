import { DcsError } from "../../src/errors";
import { waitForTask } from "../../src/wait/waitForTask";
import type { WaitForTaskOptions } from "../../src/wait/waitOptions";
import type { WaitResult } from "../../src/waitResult";
import {
  broken,
  done,
  running,
  scriptedPoll,
  type ScriptedPoll,
  settling,
  silence,
} from "../support/scriptedPoll";
import { virtualClocks } from "../support/virtualClock";

const HOUR_MS = 3_600_000;
const notFound = new DcsError("NOT_FOUND", "no such task", { status: 404 });

describe.each(virtualClocks)("the end of a wait by %s", (_, createClock) => {
  async function play(
    answers: readonly unknown[],
    options: Omit<WaitForTaskOptions, "poll"> = {},
  ): Promise<{ result: WaitResult; script: ScriptedPoll }> {
    const clock = createClock();
    const script = scriptedPoll(clock, answers);
    const result = await waitForTask({ poll: script.poll, clock, ...options });
    return { result, script };
  }

  it("is succeeded at 100 % with all steps finished", async () => {
    const { result, script } = await play([running(10), running(60), done]);
    expect(result).toEqual({
      outcome: "succeeded",
      lastProgress: done,
      decidedBy: "steps",
      attempts: 3,
      elapsedMs: script.askedAt.at(-1),
      observed: { running: 2, succeeded: 1 },
    });
  });

  it("needs one query for a task that has ended already", async () => {
    const { script } = await play([done]);
    expect(script.askedAt).toEqual([0]);
  });

  it("is failed at once when a step has failed", async () => {
    const { result } = await play([running(10), broken, done]);
    expect(result).toMatchObject({
      outcome: "failed",
      lastProgress: broken,
      decidedBy: "steps",
      attempts: 2,
      observed: { running: 1, failed: 1 },
    });
  });

  it("is timedOut after a last query at the deadline", async () => {
    const { result, script } = await play([running(10)], { timeoutMs: 100_000 });
    expect(result).toMatchObject({
      outcome: "timedOut",
      lastProgress: running(10),
      decidedBy: "wait",
      attempts: script.askedAt.length,
    });
    expect(result.elapsedMs).toBeCloseTo(100_000, 0);
    expect(script.askedAt.at(-1)).toBeCloseTo(100_000, 0);
    expect(Math.max(...script.askedAt)).toBeLessThan(100_001);
  });

  it("is succeeded when the last query at the deadline says so", async () => {
    const clock = createClock();
    const answer = () => (clock.now() > 99_998 ? done : running(10));
    const script = scriptedPoll(clock, [answer]);
    const result = await waitForTask({ poll: script.poll, clock, timeoutMs: 100_000 });
    expect(result.outcome).toBe("succeeded");
  });

  it("is timedOut after one query when the limit is shorter than the least gap", async () => {
    const { result } = await play([running(10)], { timeoutMs: 0.5 });
    expect(result).toMatchObject({ outcome: "timedOut", attempts: 1 });
  });

  it("is timedOut after one hour unless told otherwise", async () => {
    const { result } = await play([running(10)]);
    expect(result.elapsedMs).toBeCloseTo(HOUR_MS, 0);
  });

  it("is the last trouble, thrown, when nothing was answered within the time", async () => {
    const trouble = new DcsError("SERVICE_ERROR", "busy", { status: 503 });
    const answers = [new DcsError("NETWORK", "no route"), trouble];
    await expect(play(answers, { timeoutMs: 20_000 })).rejects.toMatchObject({
      code: "SERVICE_ERROR",
      status: 503,
      cause: trouble,
      message: "there was no answer about the task within 20 s; the last failure: busy",
    });
  });

  it("is that also when only an earlier run has seen the task", async () => {
    const trouble = new DcsError("NETWORK", "no route");
    const options = { timeoutMs: 20_000, seen: running(50) };
    await expect(play([trouble], options)).rejects.toMatchObject({ code: "NETWORK" });
  });

  it("comes ten seconds after the deadline when a query is never answered", async () => {
    const { result } = await play([running(10), silence], { timeoutMs: 60_000 });
    expect(result).toMatchObject({
      outcome: "timedOut",
      lastProgress: running(10),
      observed: { running: 1, NETWORK: 1 },
    });
    expect(result.elapsedMs).toBeCloseTo(70_000, 0);
  });

  it("is lost when the record of a task that had been seen is gone for ten seconds", async () => {
    const { result, script } = await play([running(10), notFound]);
    expect(result).toMatchObject({
      outcome: "lost",
      lastProgress: running(10),
      decidedBy: "wait",
      observed: { running: 1, "NOT_FOUND 404": result.attempts - 1 },
    });
    const [, , secondMiss = 0] = script.askedAt;
    expect((script.askedAt.at(-1) ?? 0) - secondMiss).toBeCloseTo(10_000, 0);
  });

  it("is lost, with what an earlier run saw, when the record is gone from the start", async () => {
    const { result } = await play([notFound], { seen: running(70) });
    expect(result).toMatchObject({ outcome: "lost", lastProgress: running(70) });
  });

  it("has the newest answer, and not the one of an earlier run", async () => {
    const { result } = await play([running(80), done], { seen: running(70) });
    expect(result).toMatchObject({ outcome: "succeeded", lastProgress: done });
  });

  it("is not lost when the record is not found once and then again there", async () => {
    const { result } = await play([running(10), notFound, running(20), notFound, done]);
    expect(result.outcome).toBe("succeeded");
  });

  it("is timedOut at 100 % that never settles where no other source is asked", async () => {
    const { result } = await play([settling], { timeoutMs: 600_000 });
    expect(result).toMatchObject({ outcome: "timedOut", lastProgress: settling });
  });

  it("is not taken from 100 % that goes back", async () => {
    const { result } = await play([settling, running(80), broken]);
    expect(result.outcome).toBe("failed");
  });
});

import { DcsError } from "../../src/errors";
import type { TaskProgress } from "../../src/taskProgress";
import { waitForTask } from "../../src/wait/waitForTask";
import type { TaskVerdict, WaitStatus } from "../../src/waitResult";
import { broken, done, running, scriptedPoll, settling, silence } from "../support/scriptedPoll";
import { VirtualClock } from "../support/virtualClock";

const busy = new DcsError("SERVICE_ERROR", "busy", { status: 503 });

function setUp(answers: readonly unknown[]) {
  const clock = new VirtualClock();
  return { clock, script: scriptedPoll(clock, answers) };
}

describe("showing a wait", () => {
  it("tells each readable answer with where the wait stands", async () => {
    const { clock, script } = setUp([running(10), busy, settling, done]);
    const told: [TaskProgress, WaitStatus][] = [];
    const onProgress = (...now: [TaskProgress, WaitStatus]) => told.push(now);
    await waitForTask({ poll: script.poll, clock, onProgress });
    const [first, second, third, fourth] = script.askedAt;
    expect(told).toEqual([
      [running(10), { attempts: 1, elapsedMs: first, nextDelayMs: second, settling: false }],
      [
        settling,
        {
          attempts: 3,
          elapsedMs: third,
          nextDelayMs: expect.closeTo((fourth ?? 0) - (third ?? 0)) as number,
          settling: true,
        },
      ],
      [done, { attempts: 4, elapsedMs: fourth, nextDelayMs: 0, settling: false }],
    ]);
  });

  it("reports the failure that ends the wait", async () => {
    const { clock, script } = setUp([broken]);
    const onProgress = jest.fn();
    await waitForTask({ poll: script.poll, clock, onProgress });
    expect(onProgress).toHaveBeenCalledWith(broken, expect.objectContaining({ nextDelayMs: 0 }));
  });

  it.each<[TaskVerdict, readonly string[]]>([
    ["succeeded", ["100 %", "the list", "100 %, the end"]],
    ["failed", ["100 %", "the list", "100 %, the end"]],
    ["running", ["100 %", "the list"]],
  ])("shows an answer before the list is asked about it, which says %s", async (word, wanted) => {
    const { clock, script } = setUp([{ progress: 100, stepDetails: [] }, done]);
    const events: string[] = [];
    const controller = new AbortController();
    await waitForTask({
      poll: script.poll,
      clock,
      signal: controller.signal,
      onProgress: ({ progress = 0 }, { nextDelayMs }) =>
        events.push(`${progress} %${nextDelayMs === 0 ? ", the end" : ""}`),
      confirm: async () => {
        await clock.sleep(2_000);
        events.push("the list");
        if (word === "running") controller.abort();
        return word;
      },
    });
    expect(events).toEqual(wanted);
  });

  it("reports each failure that is retried, with the gap that follows", async () => {
    const { clock, script } = setUp([running(10), busy, done]);
    const onTrouble = jest.fn();
    await waitForTask({ poll: script.poll, clock, onTrouble });
    const gap = script.gaps()[1] ?? 0;
    const nextDelayMs = expect.closeTo(gap) as number;
    expect(onTrouble.mock.calls).toEqual([
      [busy, { attempts: 2, elapsedMs: script.askedAt[1], nextDelayMs, settling: false }],
    ]);
  });

  it.each<[string, unknown, string, RegExp]>([
    ["an answer without progress", {}, "MALFORMED_RESPONSE", /no usable progress \(0 to 100\)/],
    ["a query without an answer", silence, "NETWORK", /not answered before the deadline/],
  ])("tells what is wrong with %s", async (_, answer, code, message) => {
    const { clock, script } = setUp([running(10), answer, done]);
    const onTrouble = jest.fn<undefined, [DcsError]>();
    await waitForTask({ poll: script.poll, clock, onTrouble, timeoutMs: 30_000 });
    const [[error] = []] = onTrouble.mock.calls;
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
  });

  it("counts the time from the beginning of the wait, whatever the clock shows", async () => {
    const { clock, script } = setUp([running(10), done]);
    await clock.sleep(5_000_000);
    const onProgress = jest.fn<undefined, [TaskProgress, WaitStatus]>();
    const result = await waitForTask({ poll: script.poll, clock, onProgress });
    const [gap] = script.gaps();
    expect(onProgress.mock.calls.map(([, { elapsedMs }]) => elapsedMs)).toEqual([0, gap]);
    expect(result.elapsedMs).toBe(gap);
  });

  it("does not report an error that ends the wait as trouble", async () => {
    const { clock, script } = setUp([new DcsError("FORBIDDEN", "no")]);
    const onTrouble = jest.fn();
    await expect(waitForTask({ poll: script.poll, clock, onTrouble })).rejects.toThrow("no");
    expect(onTrouble).not.toHaveBeenCalled();
  });

  it.each<[string, () => void]>([
    [
      "throws",
      () => {
        throw new Error("the screen is gone");
      },
    ],
    [
      "throws nothing",
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- a JavaScript program may throw anything
        throw undefined;
      },
    ],
    ["rejects", () => Promise.reject(new Error("the screen is gone"))],
    ["never comes back", () => new Promise(() => undefined)],
  ])("never fails or holds the wait when it %s", async (_, show) => {
    const { clock, script } = setUp([running(10), busy, done]);
    const result = await waitForTask({
      poll: script.poll,
      clock,
      onProgress: show,
      onTrouble: show,
    });
    expect(result).toMatchObject({ outcome: "succeeded", attempts: 3 });
  });
});

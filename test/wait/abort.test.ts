import { getEventListeners } from "node:events";
import { DcsError } from "../../src/errors";
import { systemClock } from "../../src/wait/time/clock";
import { waitForTask } from "../../src/wait/waitForTask";
import { broken, done, running, scriptedPoll, silence } from "../support/scriptedPoll";
import { VirtualClock } from "../support/virtualClock";

const clocks = [
  ["a clock that heeds its signal", () => new VirtualClock()],
  ["a clock that ignores its signal", () => new VirtualClock({ deaf: true })],
] as const;

describe.each(clocks)("aborting a wait by %s", (_, createClock) => {
  function setUp(answers: readonly unknown[]) {
    const clock = createClock();
    const script = scriptedPoll(clock, answers);
    const user = new AbortController();
    const start = () => waitForTask({ poll: script.poll, clock, signal: user.signal });
    return { clock, script, user, start };
  }

  it("before it starts makes no query", async () => {
    const { script, user, start } = setUp([done]);
    user.abort();
    const result = await start();
    expect(result).toEqual({
      outcome: "aborted",
      decidedBy: "wait",
      attempts: 0,
      elapsedMs: 0,
      observed: {},
    });
    expect(script.askedAt).toEqual([]);
  });

  it("in a sleep ends it at that moment, with the last answer", async () => {
    const { clock, user, start } = setUp([running(30, 3_000)]);
    clock.after(1_234, () => {
      user.abort();
    });
    await expect(start()).resolves.toMatchObject({
      outcome: "aborted",
      lastProgress: running(30, 3_000),
      elapsedMs: 1_234,
    });
  });

  it("in a query that heeds its signal ends it at that moment", async () => {
    const heeding = (signal: AbortSignal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(new DcsError("ABORTED", "aborted"));
        });
      });
    const { clock, user, start } = setUp([running(30, 1), heeding]);
    clock.after(30_000, () => {
      user.abort();
    });
    await expect(start()).resolves.toMatchObject({ outcome: "aborted", elapsedMs: 30_000 });
  });

  it("in a query that ignores its signal ends it at that moment", async () => {
    const { clock, user, start } = setUp([running(30, 1), silence]);
    clock.after(30_000, () => {
      user.abort();
    });
    await expect(start()).resolves.toMatchObject({
      outcome: "aborted",
      decidedBy: "wait",
      elapsedMs: 30_000,
    });
  });

  it("in a query that fails with another error for it is no error", async () => {
    const { user, start } = setUp([
      () => {
        user.abort();
        throw new TypeError("terminated");
      },
    ]);
    await expect(start()).resolves.toMatchObject({ outcome: "aborted" });
  });

  it("when an answer is shown makes no further query", async () => {
    const { clock, script, user } = setUp([running(30)]);
    const onProgress = () => {
      user.abort();
    };
    const { signal } = user;
    const result = await waitForTask({ poll: script.poll, clock, signal, onProgress });
    expect(result).toMatchObject({ outcome: "aborted", attempts: 1 });
  });

  it("aborts the signal of the query under way", async () => {
    const { clock, script, user, start } = setUp([silence]);
    clock.after(10, () => {
      user.abort();
    });
    await start();
    expect(script.signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it.each([
    ["succeeds", done, "fulfilled"],
    ["fails", broken, "fulfilled"],
    ["throws", new DcsError("FORBIDDEN", "no"), "rejected"],
  ])("is no longer listened for when the wait %s", async (_name, last, status) => {
    const { user, start } = setUp([running(1), running(2), last]);
    const [settled] = await Promise.allSettled([start()]);
    expect(settled.status).toBe(status);
    expect(getEventListeners(user.signal, "abort")).toEqual([]);
  });

  it("has one listener, however many queries are made", async () => {
    const { user, start } = setUp([running(1)]);
    const wait = start();
    user.signal.addEventListener("abort", () => undefined);
    expect(getEventListeners(user.signal, "abort")).toHaveLength(2);
    user.abort();
    await wait;
  });

  it("does not reach a query that was answered before", async () => {
    const { clock, user, start } = setUp([running(30, 3_000)]);
    const wait = start();
    clock.after(5, () => {
      user.abort();
    });
    await expect(wait).resolves.toMatchObject({ observed: { running: 1 } });
  });
});

it("aborting a wait in real time takes no time", async () => {
  const user = new AbortController();
  const poll = () => Promise.resolve(running(30, 3_000));
  const { signal } = user;
  const wait = waitForTask({ poll, signal, clock: systemClock, minDelayMs: 50_000 });
  setTimeout(() => {
    user.abort();
  }, 20);
  const { elapsedMs } = await wait;
  // The next query is much further away.
  expect(elapsedMs).toBeLessThan(10_000);
});

import { getEventListeners } from "node:events";
import { setTimeout as pass } from "node:timers/promises";
import { MAX_TIMER_MS, systemClock } from "../../../src/wait/time/clock";

const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

describe("the system's clock", () => {
  it("counts milliseconds and never goes back", async () => {
    const before = systemClock.now();
    await pass(20);
    const passed = systemClock.now() - before;
    expect(passed).toBeGreaterThanOrEqual(19);
    expect(passed).toBeLessThan(10_000);
  });

  it("wakes after the time it was asked to sleep", async () => {
    const before = systemClock.now();
    await systemClock.sleep(30);
    expect(systemClock.now() - before).toBeGreaterThanOrEqual(29);
  });

  it.each([0, -1, NaN])("wakes at once after %d ms", async (ms) => {
    const before = systemClock.now();
    await systemClock.sleep(ms);
    expect(systemClock.now() - before).toBeLessThan(10_000);
  });

  it.each([MAX_TIMER_MS, 2 ** 31, 1e15, Infinity])("does not wake early from %d ms", async (ms) => {
    const user = new AbortController();
    const sleep = systemClock.sleep(ms, user.signal).then(() => "woken");
    await expect(Promise.race([sleep, pass(30, "asleep")])).resolves.toBe("asleep");
    user.abort();
    await expect(sleep).rejects.toBe(user.signal.reason);
  });

  it("rejects at once, with the reason, when its signal has aborted before", async () => {
    const reason = new Error("stop");
    await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it("leaves no timer and no listener behind when its signal aborts", async () => {
    const before = timers();
    const user = new AbortController();
    const sleep = systemClock.sleep(60_000, user.signal);
    expect(timers()).toBe(before + 1);
    user.abort();
    await expect(sleep).rejects.toBe(user.signal.reason);
    expect(timers()).toBe(before);
    expect(getEventListeners(user.signal, "abort")).toEqual([]);
  });

  it("leaves no listener behind after a sleep", async () => {
    const user = new AbortController();
    await systemClock.sleep(1, user.signal);
    expect(getEventListeners(user.signal, "abort")).toEqual([]);
  });
});

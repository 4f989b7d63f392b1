import { DcsError } from "../../src/errors";
import { waitForTask } from "../../src/wait/waitForTask";
import { waitDefaults, type WaitForTaskOptions } from "../../src/wait/waitOptions";
import { done, running, scriptedPoll } from "../support/scriptedPoll";
import { VirtualClock } from "../support/virtualClock";

const start = (options: Record<string, unknown>, answers: readonly unknown[] = [done]) => {
  const clock = new VirtualClock();
  const script = scriptedPoll(clock, answers);
  const all = { poll: script.poll, clock, ...options } as unknown as WaitForTaskOptions;
  return { result: waitForTask(all), script };
};

const durations = ["timeoutMs", "minDelayMs", "maxDelayMs"] as const;
const bad = [
  ["0", 0],
  ["negative", -1],
  ["NaN", NaN],
  ["text", "5000"],
  ["a list", [5000]],
  ["true", true],
  ["minus infinity", -Infinity],
] as const;

const clockRule = 'must have the functions "now", which returns milliseconds, and "sleep"';

describe("the options of a wait", () => {
  it.each(durations.flatMap((name) => bad.map(([what, value]) => [name, what, value] as const)))(
    "%s is refused by its name when it is %s",
    async (name, _, value) => {
      const { result, script } = start({ [name]: value });
      await expect(result).rejects.toMatchObject({
        code: "INVALID_INPUT",
        property: name,
        message: `"${name}" must be a number of milliseconds above 0, not ${String(value)}`,
      });
      expect(script.askedAt).toEqual([]);
    },
  );

  it.each<[string, unknown, string]>([
    ["poll", undefined, "must be a function"],
    ["poll", "show", "must be a function"],
    ["confirm", true, "must be a function"],
    ["onProgress", {}, "must be a function"],
    ["onTrouble", "log", "must be a function"],
    ["onNews", 1, "must be a function"],
    ["random", 0.5, "must be a function"],
    ["signal", {}, "must be an AbortSignal"],
    ["clock", { now: () => 0 }, clockRule],
    ["clock", { now: () => NaN, sleep: () => Promise.resolve() }, clockRule],
    ["seen", { progress: 50 }, 'must be an answer with a list of "stepDetails"'],
    ["proof", true, "must be an object"],
  ])("%s is refused by its name when it is %j", async (name, value, reason) => {
    const { result, script } = start({ [name]: value });
    await expect(result).rejects.toMatchObject({
      code: "INVALID_INPUT",
      property: name,
      message: `"${name}" ${reason}`,
    });
    expect(script.askedAt).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["undefined", undefined],
    ["null", null],
  ])("may each be %s, which is as absent", async (_, value) => {
    const names = [
      ...durations,
      "signal",
      "onProgress",
      "onTrouble",
      "confirm",
      "onNews",
      "random",
    ];
    const others = Object.fromEntries([...names, "seen", "proof"].map((name) => [name, value]));
    const { result } = start(others, [running(10), new DcsError("NETWORK", "no"), done]);
    await expect(result).resolves.toMatchObject({ outcome: "succeeded" });
  });

  it.each([NaN, Infinity, -Infinity, -1, 2])(
    "random may give %d, and the gaps stay within their bounds",
    async (value) => {
      const answers = [running(10), new DcsError("NETWORK", "no"), running(11), running(12), done];
      const bounds = { minDelayMs: 1_000, maxDelayMs: 4_000 };
      const { result, script } = start({ random: () => value, ...bounds }, answers);
      await expect(result).resolves.toMatchObject({ outcome: "succeeded" });
      expect(Math.min(...script.gaps())).toBeGreaterThanOrEqual(1_000);
      expect(Math.max(...script.gaps())).toBeLessThanOrEqual(4_000);
    },
  );

  it("minDelayMs is refused above maxDelayMs", async () => {
    const { result } = start({ minDelayMs: 2_000, maxDelayMs: 1_000 });
    await expect(result).rejects.toMatchObject({
      code: "INVALID_INPUT",
      property: "minDelayMs",
      message: '"minDelayMs" (2000) must not exceed "maxDelayMs" (1000)',
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ["minDelayMs above the default of maxDelayMs", { minDelayMs: 120_000 }],
    ["maxDelayMs below the default of minDelayMs", { maxDelayMs: 10 }],
    ["equal bounds", { minDelayMs: 5_000, maxDelayMs: 5_000 }],
    ["undefined for each", { timeoutMs: undefined, minDelayMs: undefined, maxDelayMs: undefined }],
    ["null for each", { timeoutMs: null, minDelayMs: null, maxDelayMs: null }],
  ])("may be %s", async (_, options) => {
    const { result } = start(options, [running(10), running(20), done]);
    await expect(result).resolves.toMatchObject({ outcome: "succeeded" });
  });

  it("may ask for an endless wait", async () => {
    const { result } = start({ timeoutMs: Infinity }, [running(10), running(20), done]);
    await expect(result).resolves.toMatchObject({ outcome: "succeeded" });
  });

  it("have frozen defaults of one hour and gaps of a second to a minute", () => {
    expect(waitDefaults).toEqual({ timeoutMs: 3_600_000, minDelayMs: 1_000, maxDelayMs: 60_000 });
    expect(Object.isFrozen(waitDefaults)).toBe(true);
  });
});

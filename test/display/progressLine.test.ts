import { DcsError } from "../../src/errors";
import { ProgressLine } from "../../src/display/progressLine";
import type { StatusView } from "../../src/display/statusLine";
import type { TaskProgress } from "../../src/taskProgress";
import type { WaitOutcome, WaitResult } from "../../src/waitResult";
import { waitResult } from "../support/waitResult";
import { at, createLine, percentsOf, type Shown, status, textsOf } from "./support/createLine";

const HOUR_SECONDS = 3_600;
const trouble = (code: "THROTTLED" | "NETWORK" | "NOT_FOUND" | "MALFORMED_RESPONSE") =>
  new DcsError(code, "no");
const busy = new DcsError(
  "SERVICE_ERROR",
  "ShowBackgroundTaskProgress (GET https://dcs.example/v2/p/x) was answered 503 DCS.5000: busy",
  { status: 503, serviceCode: "DCS.5000" },
);
const finished: TaskProgress = {
  progress: 100,
  stepDetails: [{ stepName: "a", stepStatus: "FINISH", subStepDetails: [] }],
};

const ended = (outcome: WaitOutcome, lastProgress: TaskProgress): WaitResult =>
  waitResult(outcome, { lastProgress, attempts: 14, elapsedMs: 312_000, observed: {} });

const silences = (shown: readonly Shown[], end: number) =>
  [...shown.map((one) => one.at), end].map((moment, index) => moment - (shown[index - 1]?.at ?? 0));

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe("a live line", () => {
  it("says on a terminal that it asks until there is an answer", () => {
    const { shown, pass } = createLine(true);
    pass(2);
    expect(textsOf(shown)).toEqual(["asking · 1s", "asking · 2s"]);
  });

  it("never says 100 % before the service does", () => {
    const { line, shown, pass } = createLine(true);
    line.progress(at(99.5, 10), status());
    pass(60);
    expect(Math.max(...percentsOf(shown))).toBe(99);
    line.progress(finished, status({ nextDelayMs: 0 }));
    line.end(ended("succeeded", finished));
    expect(percentsOf(shown).at(-1)).toBe(100);
  });

  it("goes back at once when the service did, and says so until the next answer", () => {
    const { line, shown, pass } = createLine(true);
    line.progress(at(60), status());
    pass(1);
    line.progress(at(20), status());
    expect(textsOf(shown).at(-1)).toBe("20% back from 60% · 1/1 数据迁移 · 1s");
    line.progress(at(21), status());
    expect(textsOf(shown).at(-1)).toBe("21% · 1/1 数据迁移 · 1s");
  });

  it("shows at the end what the service said, not what was extrapolated", () => {
    const { line, shown, pass } = createLine(true);
    line.progress(at(10, 100), status());
    pass(90);
    line.progress(at(12, 0), status({ nextDelayMs: 0 }));
    line.end(ended("failed", at(12, 0)));
    expect(percentsOf(shown).at(-1)).toBe(12);
  });

  it.each([
    ["infinite", Infinity],
    ["longer than a year", 1e300],
    ["not a number", NaN],
    ["negative", -5],
    ["0", 0],
  ])("shows no time left and a percentage when the estimate is %s", (_, remainTime) => {
    const { line, shown, pass } = createLine(true);
    line.progress(at(30, remainTime), status());
    pass(1);
    expect(textsOf(shown).at(-1)).toBe("30% · 1/1 数据迁移 · 1s");
  });

  it.each([
    ["throttled", "THROTTLED"],
    ["no answer", "NETWORK"],
    ["bad answer", "MALFORMED_RESPONSE"],
    ["record gone", "NOT_FOUND"],
  ] as const)("says %s after %s until the next good answer", (note, code) => {
    const { line, shown, pass } = createLine(true);
    line.progress(at(30), status());
    line.trouble(trouble(code));
    pass(1);
    expect(textsOf(shown).at(-1)).toBe(`30% ${note} · 1/1 数据迁移 · 1s`);
    line.progress(at(30), status());
    pass(1);
    expect(textsOf(shown).at(-1)).toBe("30% · 1/1 数据迁移 · 2s");
  });

  it("says not found yet of a task that never answered", () => {
    const { line, shown } = createLine(true);
    line.trouble(trouble("NOT_FOUND"));
    expect(textsOf(shown)).toEqual(["not found yet · 0s"]);
  });

  it("says that 100 % settles", () => {
    const { line, shown } = createLine(true);
    line.progress(at(100), status({ settling: true }));
    expect(textsOf(shown)).toEqual(["100% settling · 1/1 数据迁移 · 0s"]);
  });

  it("says stalled when nothing has changed for two minutes", () => {
    const { line, shown, pass } = createLine(true);
    pass(180, (second) => {
      if (second % 30 === 0) line.progress(at(62), status());
    });
    const first = shown.find(({ text }) => text.includes("stalled"));
    expect(first?.at).toBe(121);
    expect(textsOf(shown).at(-1)).toBe("62% stalled 3m · 1/1 数据迁移 · 3m00s");
  });

  it("says for how long there has been trouble, from a minute on", () => {
    const { line, shown, pass } = createLine(true);
    line.progress(at(62), status());
    pass(30);
    pass(100, (second) => {
      if (second % 20 === 0) line.trouble(trouble("NETWORK"));
    });
    expect(textsOf(shown)[60]).toMatch(/^62% no answer · /);
    expect(textsOf(shown).at(-1)).toMatch(/^62% no answer 2m · /);
  });

  it("sums up the wait at its end, and then stops", () => {
    const { line, shown, pass } = createLine(true);
    line.progress(finished, status({ nextDelayMs: 0 }));
    line.end(ended("succeeded", finished));
    pass(5);
    expect(textsOf(shown)).toEqual(["100% succeeded · 1 of 1 step · 5m12s · 14 queries"]);
  });

  it("shows on a terminal what its renderer returns, unchanged", () => {
    const shown: string[] = [];
    const row = { show: (text: string) => shown.push(text), settled: () => Promise.resolve() };
    const render = ({ percent = NaN }: StatusView) => `数 ${percent}`;
    new ProgressLine({ row, onTerminal: true, now: () => 0, render }).progress(at(5), status());
    expect(shown).toEqual(["数 5"]);
  });

  it("says stalled when an estimate has run out and nothing but time went on", () => {
    const { line, shown, pass } = createLine(true);
    pass(180, (second) => {
      if (second % 30 === 0) line.progress(at(30, 100), status());
    });
    expect(textsOf(shown).at(-1)).toMatch(/^\d+% stalled 3m · /);
  });

  it("is no longer stalled as soon as a step changes", () => {
    const { line, shown, pass } = createLine(true);
    line.progress(at(62), status());
    pass(180);
    line.progress(at(62, undefined, "结果校验"), status());
    expect(textsOf(shown).at(-1)).toBe("62% · 1/1 结果校验 · 3m00s");
  });

  it("does not redraw after it was stopped", async () => {
    const { line, shown, pass } = createLine(true);
    line.progress(at(50, 100), status());
    await line.stop();
    pass(5);
    expect(shown).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("waits at its end until every text is delivered", async () => {
    const settled = jest.fn(() => Promise.resolve());
    const row = { show: () => undefined, settled };
    const line = new ProgressLine({ row, onTerminal: true, now: () => 0 });
    line.start();
    await line.stop();
    expect(settled).toHaveBeenCalledTimes(1);
  });

  it("never throws when it cannot be drawn, neither at once nor in its timer", () => {
    const row = { show: () => undefined, settled: () => Promise.resolve() };
    const render = () => {
      throw new TypeError("text.slice is not a function");
    };
    const line = new ProgressLine({ row, onTerminal: true, now: () => 0, render });
    line.start();
    line.progress(at(50), status());
    line.trouble(busy);
    expect(() => {
      jest.advanceTimersByTime(5_000);
    }).not.toThrow();
    // A foreign state may hold anything.
    const { length } = { length: 1 };
    const odd = { progress: 1, stepDetails: { length } } as unknown as TaskProgress;
    expect(() => {
      line.end(ended("failed", odd));
    }).not.toThrow();
  });

  it("never throws when it cannot be shown", async () => {
    const row = {
      show: () => {
        throw new Error("the screen is gone");
      },
      settled: () => Promise.reject(new Error("the screen is gone")),
    };
    const line = new ProgressLine({ row, onTerminal: true, now: () => 0 });
    line.start();
    line.progress(at(50), status());
    jest.advanceTimersByTime(5_000);
    await expect(line.stop()).resolves.toBeUndefined();
  });

  it("logs every 5 %, each step and trouble at once", () => {
    const { line, shown } = createLine(false);
    line.progress(at(1), status());
    line.progress(at(2), status());
    line.progress(at(4.9), status());
    line.progress(at(5), status());
    line.progress(at(6, undefined, "结果校验"), status());
    line.trouble(busy, 8_000);
    line.trouble(busy, 8_000);
    line.progress(at(7, undefined, "结果校验"), status());
    expect(textsOf(shown)).toEqual([
      "1% · 1/1 数据迁移 · 0s",
      "5% · 1/1 数据迁移 · 0s",
      "6% · 1/1 结果校验 · 0s",
      "6% 503, again in 8s · 1/1 结果校验 · 0s · was answered 503 DCS.5000: busy",
    ]);
  });

  it("logs the reason of each kind of trouble once", () => {
    const { line, shown, pass } = createLine(false);
    pass(600, (second) => {
      if (second % 60 === 0) line.trouble(busy);
      if (second === 300) line.trouble(trouble("NETWORK"));
    });
    const reasons = textsOf(shown).map((text) => text.split(" · ")[2]);
    expect(reasons.filter(Boolean)).toEqual(["was answered 503 DCS.5000: busy", "no"]);
    expect(shown.length).toBeGreaterThan(5);
  });

  it("counts down to the next attempt on a terminal, and shows no reason there", () => {
    const { line, shown, pass } = createLine(true);
    line.progress(at(62), status());
    line.trouble(busy, 2_000);
    pass(3);
    expect(textsOf(shown)).toEqual([
      "62% · 1/1 数据迁移 · 0s",
      "62% 503, again in 2s · 1/1 数据迁移 · 0s",
      "62% 503, again in 1s · 1/1 数据迁移 · 1s",
      "62% 503 · 1/1 数据迁移 · 2s",
      "62% 503 · 1/1 数据迁移 · 3s",
    ]);
  });

  it("logs a sign of life once a minute while nothing changes", () => {
    const { line, shown, pass } = createLine(false);
    line.progress(at(62), status());
    pass(119);
    expect(textsOf(shown)).toEqual(["62% · 1/1 数据迁移 · 0s", "62% · 1/1 数据迁移 · 1m00s"]);
  });

  it.each<[string, (second: number) => TaskProgress | DcsError | undefined]>([
    ["goes on steadily", every(40, (second) => at(share(second), HOUR_SECONDS - second))],
    ["goes on without an estimate", every(40, (second) => at(Math.floor(share(second))))],
    ["stands still", every(40, () => at(62))],
    ["stands still with a frozen estimate", every(40, () => at(30, 100))],
    ["is never answered", every(40, () => trouble("NETWORK"))],
    ["has wrong estimates all the time", every(30, (second) => at(share(second), 10))],
    ["has a new step each second", (second) => at(share(second), undefined, `step ${second}`)],
    ["has a hundred steps", every(5, (second) => at(62, 60, `step ${Math.floor(second / 36)}`))],
    ["goes back again and again", every(7, (second) => at((second * 13) % 100))],
    [
      "is throttled again and again",
      every(5, (second) => (second % 10 === 0 ? trouble("THROTTLED") : at(share(second)))),
    ],
    [
      "is in trouble of many kinds",
      every(20, (second) => trouble(second % 40 ? "NETWORK" : "MALFORMED_RESPONSE")),
    ],
    [
      "does many steps in a minute and then stands still",
      (second) => at(50, undefined, `step ${Math.min(second, 60)}`),
    ],
  ])("logs at most sixty lines in an hour that %s, without a long silence", (_, answer) => {
    const { line, shown, pass } = createLine(false);
    const seconds = 2 * HOUR_SECONDS;
    pass(seconds, (second) => {
      const now = answer(second);
      if (now instanceof DcsError) line.trouble(now);
      else if (now) line.progress(now, status());
    });
    for (let hour = 0; hour <= HOUR_SECONDS; hour += 60) {
      const within = shown.filter((one) => one.at >= hour && one.at < hour + HOUR_SECONDS);
      // One less, so that there is room for the last line.
      expect(within.length).toBeLessThanOrEqual(59);
    }
    expect(Math.max(...silences(shown, seconds))).toBeLessThanOrEqual(300);
    expect(new Set(textsOf(shown)).size).toBe(shown.length);
  });

  it("logs news at once after an hour without news", () => {
    const { line, shown, pass } = createLine(false);
    line.progress(at(62), status());
    pass(HOUR_SECONDS + 30);
    line.progress(at(62, undefined, "结果校验"), status());
    expect(shown.at(-1)).toMatchObject({ at: HOUR_SECONDS + 30 });
  });
});

/** How far a task of an hour is, in percent. */
function share(second: number): number {
  return Math.min((second * 100) / HOUR_SECONDS, 99.9);
}

/** Answers only each `period` seconds. */
function every<T>(
  period: number,
  answer: (second: number) => T,
): (second: number) => T | undefined {
  return (second) => (second % period === 0 ? answer(second) : undefined);
}

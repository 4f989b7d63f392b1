import {
  describeStep,
  renderStatusLine,
  renderSummary,
  type StatusView,
} from "../../src/display/statusLine";
import type { StepDetail } from "../../src/taskProgress";
import type { WaitOutcome } from "../../src/waitResult";
import { waitResult } from "../support/waitResult";

const step = (stepName: string, stepStatus: string, ...subs: [string, string][]): StepDetail => ({
  stepName,
  stepStatus,
  subStepDetails: subs.map(([subStepName, subStepStatus]) => ({ subStepName, subStepStatus })),
});
const answer = {
  progress: 62,
  stepDetails: [
    step("前置检查", "FINISH"),
    step("数据迁移", "EXECUTING", ["slot 5461-10922", "WAITING"], ["slot 0-5460", "EXECUTING"]),
  ],
};
const line = (view: Partial<StatusView>) =>
  renderStatusLine({ percent: 62, elapsedSeconds: 312, answer, ...view });

describe("the status line", () => {
  it("shows percentage, time left, step, sub-step and time passed", () => {
    expect(line({ leftSeconds: 180 })).toBe("62% ~3m left · 2/2 数据迁移 > slot 0-5460 · 5m12s");
  });

  it.each<[string, Partial<StatusView>, string]>([
    ["percentage and minutes left", { leftSeconds: 180 }, "62% ~3m left"],
    ["percentage and hours left", { leftSeconds: 3_900 }, "62% ~1h05m l"],
    ["percentage and seconds left", { leftSeconds: 8 }, "62% ~8s left"],
    ["100 percent and hours left", { percent: 100, leftSeconds: 3_900 }, "100% ~1h05m "],
    ["that it stalled", { note: "stalled" }, "62% stalled "],
    ["that it is throttled", { note: "throttled" }, "62% throttle"],
    ["the trouble before the time left", { note: "no answer", leftSeconds: 9 }, "62% no answe"],
    ["the percentage alone", {}, "62% · 2/2 数据"],
  ])("shows in its first twelve columns %s", (_, view, start) => {
    expect(line(view).slice(0, start.length)).toBe(start);
    expect(start.length).toBeLessThanOrEqual(12);
  });

  it.each<[string, Partial<StatusView>]>([
    ["62% stalled 3m · 2/2", { note: "stalled", noteSeconds: 180 }],
    ["62% throttled · 2/2", { note: "throttled", noteSeconds: 59 }],
    ["62% throttled 1m · 2/2", { note: "throttled", noteSeconds: 60 }],
    ["62% 503, again in 8s · 2/2", { note: "503", againSeconds: 8 }],
    ["62% 503 2m, again in 1m · 2/2", { note: "503", noteSeconds: 120, againSeconds: 60 }],
    ["62% 503 · 2/2", { note: "503", againSeconds: 0.4 }],
  ])("shows from one minute on for how long, and when the next attempt is: %s", (start, view) => {
    expect(line(view).slice(0, start.length)).toBe(start);
  });

  it.each<[WaitOutcome, string]>([
    ["succeeded", "62% succeeded · 1 of 2 steps · 5m12s · 14 queries"],
    ["failed", "62% failed · 1 of 2 steps · 2/2 数据迁移 > slot 0-5460 · 5m12s · 14 queries"],
    ["timedOut", "62% timed out · 1 of 2 steps · 2/2 数据迁移 > slot 0-5460 · 5m12s · 14 queries"],
    ["aborted", "62% interrupted · 1 of 2 steps · 2/2 数据迁移 > slot 0-5460 · 5m12s · 14 queries"],
    ["lost", "62% record gone · 1 of 2 steps · 2/2 数据迁移 > slot 0-5460 · 5m12s · 14 queries"],
  ])("sums up a wait that ended as %s", (outcome, summary) => {
    const counts = { attempts: 14, elapsedMs: 312_000, observed: {} };
    expect(renderSummary(waitResult(outcome, { lastProgress: answer, ...counts }))).toBe(summary);
  });

  it("sums up a wait that was never answered", () => {
    const counts = { attempts: 1, elapsedMs: 2_000, observed: {}, decidedBy: "wait" } as const;
    expect(renderSummary({ outcome: "timedOut", ...counts })).toBe("timed out · 2s · 1 query");
  });

  it("rounds the percentage down, so that 100 % is not said early", () => {
    expect(line({ percent: 99.99 })).toMatch(/^99%/);
  });

  it("is short where nothing is known yet", () => {
    const nothing = { percent: undefined, answer: undefined, elapsedSeconds: 1 };
    expect(line({ ...nothing, note: "asking" })).toBe("asking · 1s");
    expect(line(nothing)).toBe("1s");
  });

  it("hides a time left that is over", () => {
    expect(line({ leftSeconds: 0.4 })).toBe("62% · 2/2 数据迁移 > slot 0-5460 · 5m12s");
  });

  it("ends with the reason where there is one", () => {
    expect(line({ note: "503", reason: "was answered 503" })).toMatch(
      / · 5m12s · was answered 503$/,
    );
  });

  it.each<[string, string, StepDetail[]]>([
    ["nothing without steps", "", []],
    ["nothing once all are finished", "", [step("a", "FINISH"), step("b", "FINISH")]],
    [
      "the one under way",
      "2/3 b",
      [step("a", "FINISH"), step("b", "EXECUTING"), step("c", "WAITING")],
    ],
    [
      "the first that waits",
      "2/3 b (waiting)",
      [step("a", "FINISH"), step("b", "WAITING"), step("c", "WAITING")],
    ],
    [
      "the failed one before the one under way",
      "2/2 b (failed)",
      [step("a", "EXECUTING"), step("b", "FAILED")],
    ],
    [
      "the failed sub-step",
      "1/1 a > x (failed)",
      [step("a", "FAILED", ["w", "FINISH"], ["x", "FAILED"])],
    ],
    ["no sub-step that waits", "1/1 a", [step("a", "EXECUTING", ["x", "WAITING"])]],
    [
      "a word that the page does not list",
      "1/2 a (SUSPEND)",
      [step("a", "SUSPEND"), step("b", "WAITING")],
    ],
    [
      "the one under way before an unknown word",
      "2/2 b",
      [step("a", "SUSPEND"), step("b", "EXECUTING")],
    ],
    ["a step without a name", "1/1 step", [{ stepStatus: "EXECUTING", subStepDetails: [] }]],
    ["a step with an empty name", "1/1 step", [step("", "EXECUTING")]],
    ["a step without a status", "1/1 a", [{ stepName: "a", subStepDetails: [] }]],
  ])("shows of the steps %s", (_, shown, steps) => {
    expect(describeStep(steps)).toBe(shown);
  });

  it.each([
    ["a colour", "\u001b[31mred\u001b[0m"],
    ["a title", "\u001b]0;owned\u0007red"],
    ["a link", "\u001b]8;;https://evil.example\u001b\\red\u001b]8;;\u001b\\"],
    ["a cleared screen", "\u001b[2Jred"],
    ["an eight-bit sequence", "\u009b31mred"],
    ["a carriage return", "\rred"],
    ["line ends", "r\ne\u2028d"],
    ["a backspace", "rr\bed"],
    ["a reversal of the writing", "\u202ered"],
    ["an invisible space", "r\u200bed"],
    ["a null", "r\0ed"],
  ])("never shows %s in a name", (_, name) => {
    const stepDetails = [step(name, "EXECUTING", [name, "EXECUTING"])];
    const unlisted = [step("a", name)];
    for (const steps of [stepDetails, unlisted]) {
      const shown = line({ answer: { progress: 62, stepDetails: steps } });
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }
  });

  it("does not grow with an endless name", () => {
    const stepDetails = [
      step("x".repeat(100_000), "EXECUTING", ["y".repeat(100_000), "EXECUTING"]),
    ];
    expect(line({ answer: { progress: 62, stepDetails } }).length).toBeLessThan(1_100);
  });
});

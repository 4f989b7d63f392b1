import {
  describeStep,
  renderStatusLine,
  renderSummary,
  stepsOf,
} from "../../src/display/statusLine";
import { describeGroup, type GroupedTask } from "../../src/display/taskGroup";
import { expectHarmless } from "../fuzz/support/holds";

const extend: GroupedTask = { name: "EXTEND", state: "running", step: "copy data" };
const bind: GroupedTask = { name: "BindEip", state: "waiting" };
const done: GroupedTask = { name: "AddReplica", state: "succeeded" };
const slot = { subStepName: "slot 0-5460", subStepStatus: "EXECUTING" };
const stepDetails = [
  { stepName: "check", stepStatus: "FINISH", subStepDetails: [] },
  { stepName: "copy", stepStatus: "EXECUTING", subStepDetails: [slot] },
  { stepName: "verify", stepStatus: "WAITING", subStepDetails: [] },
];
const group = { progress: 62, tasks: [done, extend, bind] };

describe("several tasks in one line", () => {
  it.each<[string, string, GroupedTask[]]>([
    ["nothing without tasks", "", []],
    ["nothing once all have succeeded", "", [done, done]],
    ["the running one, with its step", "2/3 tasks · EXTEND > copy data", group.tasks],
    ["the first that waits", "2/2 tasks · BindEip (waiting)", [done, bind]],
    [
      "the failed one before a running one",
      "2/2 tasks · BindEip (failed)",
      [extend, { ...bind, state: "failed" }],
    ],
    ["an unknown end", "1/2 tasks · BindEip (unknown)", [{ ...bind, state: "unknown" }, done]],
    ["a task without a name", "2/2 tasks · task (waiting)", [done, { state: "waiting" }]],
    ["a step without a name", "1/2 tasks · EXTEND > step", [{ ...extend, step: "" }, done]],
    ["one alone by its steps", "EXTEND · 2/3 copy > slot 0-5460", [{ ...extend, stepDetails }]],
    ["one alone that waits", "BindEip (waiting)", [{ ...bind, stepDetails: [] }]],
    ["one alone that failed without steps", "EXTEND (failed)", [{ ...extend, state: "failed" }]],
    [
      "one alone with an unknown end",
      "EXTEND (unknown)",
      [{ ...extend, state: "unknown", stepDetails }],
    ],
    ["one alone without a name", "task (waiting)", [{ state: "waiting" }]],
  ])("show %s", (_, shown, tasks) => {
    expect(describeGroup({ tasks }, describeStep)).toBe(shown);
  });

  it("are shown as one task is", () => {
    expect(renderStatusLine({ percent: 62, answer: group, elapsedSeconds: 312 })).toBe(
      "62% · 2/3 tasks · EXTEND > copy data · 5m12s",
    );
    expect(stepsOf(group)).toEqual([]);
  });

  it("are counted in the summary", () => {
    const ended = { lastProgress: group, attempts: 14, elapsedMs: 312_000 };
    expect(renderSummary({ ...ended, outcome: "failed" })).toBe(
      "62% failed · 1 of 3 tasks · 2/3 tasks · EXTEND > copy data · 5m12s · 14 queries",
    );
    expect(renderSummary({ ...ended, outcome: "succeeded" })).toBe(
      "62% succeeded · 1 of 3 tasks · 5m12s · 14 queries",
    );
  });

  it("show nothing that a terminal obeys", () => {
    const evil = "\u001b[2J\u009b31m\u202ename";
    const tasks: GroupedTask[] = [{ name: evil, state: "running", step: evil }];
    expectHarmless(describeGroup({ tasks }, describeStep));
  });
});

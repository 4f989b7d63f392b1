import { unsettledReason } from "../../src/resource/explainState";
import { explainPlan, plan, toDifference } from "../../src/resource/plan";
import { withDefaults } from "../../src/resource/properties/completeInputs";
import { assembleState } from "../../src/resource/properties/savedState";
import { findPlace } from "../../src/settings/settings";
import { expectHarmless } from "../fuzz/support/holds";

const sources = (configuration: Record<string, string> = {}, env: Record<string, string> = {}) => ({
  configuration: (name: string) => configuration[name.replace(/^huaweicloud:/, "")],
  env,
});
const inputs = withDefaults({ instanceId: "i", taskId: "t", triggers: [1, { a: 2 }] });
const state = (status: string, extra: Record<string, unknown> = {}) =>
  assembleState({
    inputs: { ...inputs, ...extra },
    place: { region: "cn-north-4", projectId: "p" },
    result: { status, progress: 62 },
  });
const place = { region: "cn-north-4" };

type Inputs = Record<string, unknown>;

function planFor(olds: Inputs, news: Inputs, elsewhere: ReturnType<typeof sources>) {
  const all = { inputs: news, ...elsewhere };
  return plan(olds, news, { place: { instanceId: news["instanceId"], ...findPlace(all) } });
}

const diffState = (olds: Inputs, news: Inputs, elsewhere: ReturnType<typeof sources>) =>
  toDifference(planFor(olds, news, elsewhere));

describe("the difference between a state and its inputs", () => {
  it.each([
    ["another instance", { instanceId: "j" }, ["instanceId"]],
    ["another region", { region: "cn-east-3" }, ["region"]],
    ["another project", { projectId: "q" }, ["projectId"]],
    [
      "another instance and project",
      { instanceId: "j", projectId: "q" },
      ["instanceId", "projectId"],
    ],
    ["another instance of an unfinished task", { instanceId: "j", wait: false }, ["instanceId"]],
  ])("is a replacement for %s", (_, changed, replaces) => {
    const olds = state("SUCCEEDED");
    expect(diffState(olds, { ...inputs, ...changed }, sources(place))).toEqual({
      changes: true,
      replaces,
    });
  });

  it.each([
    ["the configuration", sources({ region: "cn-east-3" }), ["region"]],
    ["the environment", sources({}, { HW_REGION_NAME: "cn-east-3" }), ["region"]],
    ["the configured project", sources({ ...place, projectId: "q" }), ["projectId"]],
    ["the project in the environment", sources(place, { HW_PROJECT_ID: "q" }), ["projectId"]],
  ])("is a replacement when %s says another place", (_, where, replaces) => {
    expect(diffState(state("SUCCEEDED"), inputs, where)).toEqual({ changes: true, replaces });
  });

  it("is none when the region that was configured is now an input", () => {
    const news = { ...inputs, region: "cn-north-4" };
    expect(diffState(state("SUCCEEDED", { region: "cn-north-4" }), news, sources())).toEqual({
      changes: false,
    });
  });

  it("is no replacement where the project was asked of IAM and is still not given", () => {
    expect(diffState(state("SUCCEEDED"), inputs, sources(place))).toEqual({ changes: false });
  });

  it.each([
    ["RUNNING", {}],
    ["RUNNING", { onFailure: "record" }],
    ["FAILED", {}],
    ["FAILED", { onTimeout: "record" }],
    ["UNKNOWN", {}],
  ])("is a change when the task ended %s with %j", (status, policy) => {
    const olds = state(status, policy);
    expect(diffState(olds, { ...inputs, ...policy }, sources(place))).toEqual({ changes: true });
  });

  it.each([
    ["SUCCEEDED", {}],
    ["NONE", {}],
    ["RUNNING", { onTimeout: "record" }],
    ["FAILED", { onFailure: "record" }],
    ["UNKNOWN", { onFailure: "record" }],
    ["RUNNING", { wait: false }],
    ["FAILED", { wait: false }],
  ])("is none when %s was recorded by choice with %j", (status, policy) => {
    const olds = state(status, policy);
    expect(diffState(olds, { ...inputs, ...policy }, sources(place))).toEqual({ changes: false });
  });

  it("is a change when an unfinished task is now to be waited for", () => {
    const olds = state("RUNNING", { wait: false });
    expect(planFor(olds, inputs, sources(place))).toMatchObject({ kind: "resume" });
    // The engine finds the changed input itself, and so knows of replaceOnChanges.
    expect(diffState(olds, inputs, sources(place))).toEqual({});
  });

  it.each([
    ["another task", { taskId: "t2" }],
    ["other triggers", { triggers: [1, { a: 3 }] }],
    ["other bounds", { poll: { minSeconds: 2, maxSeconds: 60 } }],
    ["another limit", { timeoutSeconds: 5 }],
    ["a new input", { endpoint: "https://dcs.example.com" }],
  ])("is left to the engine for %s", (_, changed) => {
    const news = { ...inputs, ...changed };
    expect(diffState(state("SUCCEEDED"), news, sources(place))).toEqual({});
  });

  it("is left to the engine when an input is taken away", () => {
    const news = Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "triggers"));
    expect(diffState(state("SUCCEEDED"), news, sources(place))).toEqual({});
  });
});

describe("a change of inputs", () => {
  it.each<[string, Inputs, Inputs]>([
    ["one name for a list of it", { taskName: "EXTEND" }, { taskName: ["EXTEND"] }],
    ["another order of names", { taskName: ["A", "B"] }, { taskName: ["B", "A"] }],
    ["a name given twice", { taskName: ["A", "A"] }, { taskName: "A" }],
    ["a default that an older state filled in", { ifNone: "record" }, { ifNone: undefined }],
  ])("is none for %s", (_, before, after) => {
    const { taskId, ...unnamed } = inputs;
    const olds = assembleState({
      inputs: { ...unnamed, ...before },
      place: { region: "cn-north-4", projectId: "p" },
      result: { status: "SUCCEEDED", taskId, taskName: "A" },
    });
    expect(diffState(olds, { ...unnamed, ...after }, sources(place))).toEqual({ changes: false });
  });

  it("is left to the engine beside an unfinished task too, for replaceOnChanges", () => {
    const news = { ...inputs, triggers: [2] };
    expect(diffState(state("FAILED"), news, sources(place))).toEqual({});
  });

  it("resumes an interrupted wait even where a time-out is accepted", () => {
    const accepting = { ...inputs, onTimeout: "record" };
    const olds = assembleState({
      inputs: accepting,
      place: { ...place, projectId: "p" },
      result: { status: "RUNNING", taskId: "t" },
    });
    expect(diffState(olds, accepting, sources(place))).toEqual({ changes: false });
    expect(diffState({ ...olds, __open: true }, accepting, sources(place))).toEqual({
      changes: true,
    });
  });

  it("waits again for a recorded time-out once an input changes", () => {
    const olds = { ...state("RUNNING"), onTimeout: "record" };
    const news = { ...inputs, onTimeout: "record" };
    const raised = { ...news, timeoutSeconds: 7_200 };
    expect(planFor(olds, news, sources(place))).toEqual({ kind: "none" });
    expect(planFor(olds, raised, sources(place))).toEqual({ kind: "resume", isChanged: true });
  });

  it("resumes a wait whose last look was interrupted", () => {
    const olds = { ...state("SUCCEEDED"), __open: true };
    expect(diffState(olds, inputs, sources(place))).toEqual({ changes: true });
  });
});

describe("the reason of a plan", () => {
  it.each<[string, Inputs, Inputs, string | undefined]>([
    [
      "a replacement, with both places",
      {},
      { region: "cn-east-3" },
      "another region cn-north-4 -> cn-east-3",
    ],
    ["another target", {}, { triggers: [2] }, "will wait for TARGET"],
    [
      "an interrupted wait where a time-out is accepted",
      { status: "RUNNING", onTimeout: "record", __open: true },
      { onTimeout: "record" },
      "unfinished: task t was at 62 %",
    ],
    [
      "an unfinished task, without a promise",
      { status: "RUNNING" },
      {},
      "unfinished: task t was at 62 %",
    ],
    ["a failed task", { status: "FAILED" }, {}, "task t failed"],
    ["a lost task", { status: "UNKNOWN" }, {}, "task t ended unseen"],
    ["nothing to do", {}, {}, undefined],
  ])("is given for %s", (_, saved, changed, reason) => {
    const olds = { ...state("SUCCEEDED"), ...saved };
    const planned = planFor(olds, { ...inputs, ...changed }, sources(place));
    expect(explainPlan(planned, "TARGET")).toBe(reason);
  });
});

test.each(["RUNNING", "FAILED"])(
  "a state %s whose task id holds terminal commands shows none of them",
  (status) => {
    const taskId = "\u001b[2J\u009b31m\u202et";
    const reason = unsettledReason(state(status, { taskId }), { ...inputs, taskId });
    expect(reason).toMatch(/task t/);
    expectHarmless(reason ?? "");
  },
);

import { setTimeout as pass } from "node:timers/promises";
import { allTasks } from "../../src/resource/allTasks";
import type { Scenario } from "../../src/simulator";
import { fastTime } from "../support/fastClock";
import { steadyDate } from "../support/steadyTime";
import { setStage, type Stage, type StageOptions } from "./support/stage";

type Properties = Record<string, unknown>;

const slow: Scenario = {
  name: "slow",
  taskName: "EXTEND",
  steps: [{ name: "work", seconds: 8 }],
};
const failing: Scenario = {
  ...slow,
  name: "failing",
  steps: [{ name: "work", seconds: 1, fails: "DCS.4842" }],
};
/** Created after the failing task was recorded. */
const newer: Scenario = {
  ...slow,
  name: "newer",
  steps: [{ name: "work", seconds: 1 }],
  createdAfterSeconds: 10,
};

let stage: Stage;
afterEach(() => stage.simulator.close());

async function play(scenarios: readonly Scenario[], more: Partial<StageOptions> = {}) {
  stage = await setStage({ scenarios, host: { clock: fastTime(20).clock }, ...more });
}

const byName = (more: Properties = {}) =>
  stage.inputs("", { taskId: null, taskName: "EXTEND", ...more });
const create = async (inputs: Properties) => (await stage.lifecycle.create(inputs)).outs;
const requests = () => stage.simulator.requests.length;
const warning = (text: RegExp) => [
  { severity: "warning", text: expect.stringMatching(text) as string },
];

describe("what a message says of the next run is true:", () => {
  it("a recorded time-out is left as it is, until timeoutSeconds is raised", async () => {
    await play([slow]);
    const given = stage.inputs("slow", { onTimeout: "record", timeoutSeconds: 2 });
    const olds = await create(given);
    expect(stage.kept).toEqual(
      warning(/goes on in the cloud; the next "pulumi up" does not wait for it\. Run/),
    );
    await expect(stage.again().diff(olds, given)).resolves.toEqual({ changes: false });
    const news = { ...given, timeoutSeconds: 600 };
    const { outs } = await stage.again().update(olds, news);
    expect(outs).toMatchObject({ status: "SUCCEEDED" });
  });

  it("a refresh records how a task ends whose time-out was recorded", async () => {
    await play([{ ...slow, steps: [{ name: "work", seconds: 3 }] }]);
    const olds = await create(stage.inputs("slow", { onTimeout: "record", timeoutSeconds: 2 }));
    expect(olds).toMatchObject({ status: "RUNNING" });
    const { props } = await stage.again().read(stage.simulator.instanceId, await ended(olds));
    expect(props).toMatchObject({ status: "SUCCEEDED" });
  });

  it("a recorded failure is final, until triggers change", async () => {
    await play([failing, newer]);
    const given = byName({ onFailure: "record", triggers: [1] });
    const olds = await create(given);
    expect(stage.kept).toEqual(
      warning(/again; the next "pulumi up" looks for its task only if triggers change\.\n/),
    );
    await expect(stage.again().diff(olds, given)).resolves.toEqual({ changes: false });
    await expect(stage.again().diff(olds, { ...given, timeoutSeconds: 9 })).resolves.toEqual({});
    while (steadyDate() < stage.simulator.task("newer").createdAt) await pass(10);
    const { outs } = await stage.again().update(olds, { ...given, triggers: [2] });
    expect(outs).toMatchObject({
      status: "SUCCEEDED",
      taskId: stage.simulator.tasks["newer"],
    });
  });

  it("a failed job is looked at again, and another jobId is waited for", async () => {
    const bare = { startedSecondsAgo: 0, vanishesAfterSeconds: 0 };
    await play([
      { ...failing, ...bare },
      { ...slow, ...bare, name: "newer" },
    ]);
    const { failing: jobId, newer: later } = stage.simulator.jobs;
    const given = stage.inputs("", { taskId: null, jobId });
    const failure: unknown = await stage.lifecycle.create(given).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: expect.stringContaining("operation again, then set its jobId; or") as string,
    });
    const { properties } = failure as { properties: Properties };
    const { outs } = await stage.again().update(properties, { ...given, jobId: later });
    expect(outs).toMatchObject({ status: "SUCCEEDED" });
  });
});

/** The state, once the slow task has ended. */
async function ended(olds: Properties): Promise<Properties> {
  while (stage.simulator.task("slow").state !== "succeeded") await pass(10);
  return olds;
}

describe("a look without a wait at a task that has failed", () => {
  it.each([
    ["of a BackgroundTask", {}, () => stage.inputs("failing", { wait: false })],
    ["of InstanceTasks", { kind: allTasks }, () => byName({ wait: false })],
  ])("leaves a warning, once, %s", async (_, kind, inputs) => {
    // InstanceTasks look only at unfinished tasks, and at those of this run.
    const host = { runStartedAt: () => 0 };
    await play([{ ...failing, startedSecondsAgo: 60 }], { host, ...kind });
    const given = inputs();
    const olds = await create(given);
    expect(JSON.stringify(olds)).toContain('"status":"FAILED"');
    expect(stage.kept).toEqual(warning(/^recorded, not an error: .* failed at .* DCS\.4842\. Fix/));
    await expect(stage.again().diff(olds, given)).resolves.toEqual({ changes: false });
  });
});

describe("an interruption", () => {
  it("before any answer does not say that the task goes on, and leaves no state", async () => {
    await play([{ ...slow, faults: [{ request: [1, 99], status: 503 }] }]);
    const attempt = stage.lifecycle.create(stage.inputs("slow")).catch((error: unknown) => error);
    while (stage.asked() < 2) await pass(10);
    stage.cancel();
    const failure = await attempt;
    expect(failure).toMatchObject({ name: "DcsError", code: "ABORTED" });
    expect((failure as Error).message).toMatch(/interrupted before there was an answer about it\./);
    expect(failure).not.toHaveProperty("properties");
  });
});

describe("the row of a task that an earlier run has seen", () => {
  it("says that its record is gone, and not that it is not found yet", async () => {
    await play([slow]);
    const given = stage.inputs("slow", { timeoutSeconds: 2 });
    const failure: unknown = await stage.lifecycle.create(given).catch((error: unknown) => error);
    const { properties: olds } = failure as { properties: Properties };
    const before = stage.shown.length;
    const fetch = globalThis.fetch;
    jest.spyOn(globalThis, "fetch").mockImplementation(async (request, init) => {
      const isProgress = (request as Request).url.endsWith("/progress");
      const body = JSON.stringify({ error_code: "DCS.4001", error_msg: "no such task" });
      return isProgress ? new Response(body, { status: 404 }) : fetch(request, init);
    });
    await stage
      .again()
      .update(olds, stage.inputs("slow"))
      .catch(() => undefined);
    jest.restoreAllMocks();
    const shown = stage.shown.slice(before).join("\n");
    expect(shown).toContain("record gone");
    expect(shown).not.toContain("not found yet");
  });
});

test("the plan for InstanceTasks names the one task that is unfinished, and how far it was", async () => {
  await play([slow], { kind: allTasks });
  const given = byName({ timeoutSeconds: 2 });
  const failure: unknown = await stage.lifecycle.create(given).catch((error: unknown) => error);
  const { properties: olds } = failure as { properties: Properties };
  await stage.lifecycle.check(given);
  const before = requests();
  await stage.lifecycle.diff(olds, given);
  expect(stage.shown.at(-1)).toMatch(/^unfinished: task \w{32} was at \d+ %$/);
  expect(requests()).toBe(before);
});

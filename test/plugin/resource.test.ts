import { TASKS } from "./support/calls";
import { errorOf, initFailureOf } from "./support/initFailure";
import { openStage, type Stage } from "./support/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ scenarios: ["resize", "done", "fails", "long"], speed: 50 });
});
afterEach(() => stage.close());

const progressQueries = () =>
  stage.simulator.requests.filter(({ path }) => path.endsWith("/progress")).length;

/** The inputs as the engine passes them to create. */
async function checked(scenario: string, more: Record<string, unknown> = {}) {
  const { inputs, failures } = await stage.calls.check(stage.inputs(scenario, more));
  expect(failures).toEqual({});
  return inputs;
}

test("check fills in the defaults, and makes no request", async () => {
  expect(await checked("done")).toMatchObject({
    instanceId: stage.simulator.instanceId,
    timeoutSeconds: 3600,
    wait: true,
    ifNone: "record",
  });
  expect(stage.simulator.requests).toHaveLength(0);
});

test("check finds every problem on its input, in the plugin's words", async () => {
  const { failures } = await stage.calls.check({
    instanceId: "a/b",
    taskId: "t",
    taskNames: ["EXTEND", ""],
    timeoutSeconds: "1",
    onError: "fail",
  });
  expect(failures).toEqual({
    instanceId: expect.stringContaining('"instanceId" must hold only') as string,
    taskNames: expect.stringContaining(
      '"taskNames" cannot be set together with "taskId"',
    ) as string,
    timeoutSeconds: '"timeoutSeconds" must be a number of seconds',
    onError: expect.stringMatching(
      /the inputs are instanceId, taskId, jobId, taskNames, /,
    ) as string,
  });
});

test.each([
  [{ taskName: "EXTEND" }, { taskName: /"taskName" is an output: give .* "taskNames"/ }],
  [{ taskNames: "EXTEND" }, { taskNames: /"taskNames" must be a list/ }],
  [{ taskNames: [] }, { taskNames: /"taskNames" must be .* a list of at least one/ }],
])("check refuses the names %j", async (names, expected) => {
  const { instanceId } = stage.simulator;
  const { failures } = await stage.calls.check({ instanceId, ...names });
  const [[property, reason] = []] = Object.entries(expected);
  expect(failures).toEqual({ [property ?? ""]: expect.stringMatching(reason ?? "") as string });
});

test("a create waits, shows its progress in its row, and returns the result", async () => {
  const { id, outputs } = await stage.calls.create(await checked("resize"));
  expect(id).toBe(stage.simulator.instanceId);
  expect(outputs).toMatchObject({
    status: "SUCCEEDED",
    progress: 100,
    taskId: stage.simulator.tasks["resize"],
    region: stage.simulator.region,
    projectId: stage.simulator.projectId,
    stepDetails: [{ stepName: "前置检查" }, { stepName: "数据迁移" }, { stepName: "结果校验" }],
  });
  const { urn, text } = stage.shown.findLast(({ text: shown }) => /\d+%.*\d\/3/.test(shown)) ?? {};
  expect(urn).toMatch(/huaweicloud-dcs:index:Task::wait$/);
  expect(text).toBeDefined();
});

test("the same inputs are no change, and changed ones are named", async () => {
  const inputs = await checked("done");
  const { outputs } = await stage.calls.create(inputs);
  const before = stage.simulator.requests.length;
  expect(await stage.calls.diff(outputs, inputs)).toEqual({
    changes: "none",
    replaces: [],
    details: {},
  });
  const news = await checked("fails", { timeoutSeconds: 77, triggers: ["1"] });
  expect(await stage.calls.diff(outputs, news)).toEqual({
    changes: "some",
    replaces: [],
    details: { taskId: "update", triggers: "add", timeoutSeconds: "update" },
  });
  const moved = await checked("done", { instanceId: "other", region: "cn-east-3" });
  expect(await stage.calls.diff(outputs, moved)).toMatchObject({
    changes: "some",
    replaces: ["instanceId", "region"],
    details: { instanceId: "update-replace", region: "update-replace" },
  });
  expect(stage.simulator.requests).toHaveLength(before);
});

test("an update waits for the new task, and one of a time-out makes no request", async () => {
  const { outputs } = await stage.calls.create(await checked("done"));
  const updated = await stage.calls.update(outputs, await checked("resize"));
  expect(updated).toMatchObject({
    status: "SUCCEEDED",
    taskId: stage.simulator.tasks["resize"],
  });
  const before = stage.simulator.requests.length;
  const stored = await stage.calls.update(updated, await checked("resize", { timeoutSeconds: 9 }));
  expect(stored).toMatchObject({ status: "SUCCEEDED", timeoutSeconds: 9 });
  expect(stage.simulator.requests).toHaveLength(before);
});

test("a failed task is an error with step and code, and its state is kept", async () => {
  const inputs = await checked("fails");
  const failure = await initFailureOf(stage.calls.create(inputs));
  expect(failure).toMatchObject({
    id: stage.simulator.instanceId,
    inputs,
    outputs: { status: "FAILED", progress: 50, __creating: true },
    reasons: [expect.stringMatching(/failed at 50 % in step 2\/3 .* with DCS\.4842/)],
  });
});

test("the engine's time-out ends a create, and the next update resumes it", async () => {
  const inputs = await checked("long");
  const failure = await initFailureOf(stage.calls.create(inputs, { timeoutSeconds: 0.5 }));
  expect(failure.reasons[0]).toContain("the limit is 0.5 s");
  expect(failure.outputs).toMatchObject({ status: "RUNNING", __timeouts: { create: "0.5s" } });
  // A change without a detail: no input has changed.
  expect(await stage.calls.diff(failure.outputs, inputs)).toEqual({
    changes: "some",
    replaces: [],
    details: {},
  });
  const before = progressQueries();
  const again = await initFailureOf(stage.calls.update(failure.outputs, inputs));
  expect(again.reasons[0]).toContain("the limit is 0.5 s");
  expect(progressQueries()).toBeGreaterThan(before);
});

test("an interrupted wait ends at once with its state", async () => {
  const failed = initFailureOf(stage.calls.create(await checked("long")));
  while (!stage.shown.some(({ text }) => /\d+%/.test(text))) await new Promise(setImmediate);
  stage.cancel();
  const { outputs, reasons } = await failed;
  expect(reasons[0]).toMatch(/was interrupted at \d+ %/);
  expect(outputs).toMatchObject({ status: "RUNNING", __open: true });
  expect(stage.simulator.task("long").state).toBe("running");
});

test("a refresh looks once, and gives the inputs back", async () => {
  const inputs = await checked("done");
  const { id, outputs } = await stage.calls.create(inputs);
  const before = progressQueries();
  const read = await stage.calls.read(id, outputs);
  expect(progressQueries()).toBe(before + 1);
  expect(read).toMatchObject({ id, outputs: { ...outputs, attempts: 1 }, inputs });
});

test("deleting makes no request", async () => {
  const { outputs } = await stage.calls.create(await checked("done"));
  const before = stage.simulator.requests.length;
  await stage.calls.delete(outputs);
  expect(stage.simulator.requests).toHaveLength(before);
});

test("every task of an instance is one resource", async () => {
  const { instanceId } = stage.simulator;
  const given = { instanceId, onFailure: "record", onTimeout: "record", timeoutSeconds: 1 };
  const { inputs, failures } = await stage.calls.check(given, { urn: TASKS });
  expect(failures).toEqual({});
  const { id, outputs } = await stage.calls.create(inputs, { urn: TASKS });
  expect(id).toBe(instanceId);
  expect(outputs["tasks"]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ taskId: stage.simulator.tasks["resize"], status: "SUCCEEDED" }),
      expect.objectContaining({ taskId: stage.simulator.tasks["fails"], status: "FAILED" }),
    ]),
  );
});

test("an unknown type is a clear error", async () => {
  const urn = "urn:pulumi:dev::dcs::huaweicloud-dcs:index:Job::wait";
  const { details } = await errorOf(stage.calls.check({}, { urn }));
  expect(details).toBe(
    'unknown resource type "huaweicloud-dcs:index:Job": the types are ' +
      "huaweicloud-dcs:index:Task and huaweicloud-dcs:index:Tasks",
  );
});

import { TASKS } from "./support/calls";
import { errorOf } from "./support/initFailure";
import { openStage, type Stage } from "./support/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ scenarios: ["sample", "done"] });
});
afterEach(() => stage.close());

test("the id of an instance names its newest task", async () => {
  const { instanceId, tasks } = stage.simulator;
  const { id, outputs, inputs } = await stage.calls.read(instanceId);
  expect(id).toBe(instanceId);
  expect(inputs).toEqual({ instanceId });
  expect(Object.values(tasks)).toContain(outputs["taskId"]);
  // The imported state and the inputs of a program are no difference.
  const news = (await stage.calls.check({ instanceId })).inputs;
  const { changes, details } = await stage.calls.diff(outputs, news);
  expect([changes, details]).toEqual([outputs["status"] === "RUNNING" ? "some" : "none", {}]);
});

test("the id of a task names that task", async () => {
  const { instanceId, tasks } = stage.simulator;
  const { id, outputs, inputs } = await stage.calls.read(`${instanceId}/${tasks["done"] ?? ""}`);
  expect(id).toBe(instanceId);
  expect(inputs).toEqual({ instanceId, taskId: tasks["done"] });
  expect(outputs).toMatchObject({ taskId: tasks["done"], status: "SUCCEEDED", progress: 100 });
  const news = (await stage.calls.check(inputs)).inputs;
  expect(await stage.calls.diff(outputs, news)).toMatchObject({ changes: "none" });
});

test("what a program gives with the id is kept", async () => {
  const { instanceId } = stage.simulator;
  const { inputs } = await stage.calls.read(instanceId, { taskNames: ["EXTEND"] });
  expect(inputs).toEqual({ instanceId, taskNames: ["EXTEND"] });
});

test("all tasks are read by the id of the instance alone", async () => {
  const { instanceId, tasks } = stage.simulator;
  const { outputs } = await stage.calls.read(instanceId, {}, { urn: TASKS });
  expect(outputs["tasks"]).toEqual([expect.objectContaining({ taskId: tasks["sample"] })]);
  const { details } = await errorOf(stage.calls.read(`${instanceId}/t`, {}, { urn: TASKS }));
  expect(details).toBe(`the id "${instanceId}/t" must be <instance id>`);
});

test.each(["", "a b", "a/", "/b", "a/b/c", "a/..", "https://x"])(
  "the id %j is a clear error, before any request",
  async (id) => {
    const { details } = await errorOf(stage.calls.read(id));
    expect(details).toBe(
      `the id ${JSON.stringify(id)} must be <instance id> or <instance id>/<task id>`,
    );
    expect(stage.simulator.requests).toHaveLength(0);
  },
);

test("an instance that does not exist is gone", async () => {
  expect(await stage.calls.read("another-instance")).toEqual({ id: "", outputs: {}, inputs: {} });
});

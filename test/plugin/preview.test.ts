import { TASKS } from "./support/calls";
import { openStage, type Stage } from "./support/stage";

/** The engine's placeholders for a text and for a list that only the real run will know. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWN_LIST = "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ scenarios: ["done", "sample"] });
});
afterEach(() => stage.close());

async function checked(given: Record<string, unknown>) {
  const { inputs, failures } = await stage.calls.check(given);
  expect(failures).toEqual({});
  return inputs;
}

const preview = { preview: true };

test("a create knows its inputs and the region, and not what the wait will find", async () => {
  const inputs = await checked(stage.inputs("done", { timeoutSeconds: 5 }));
  const { id, outputs } = await stage.calls.create(inputs, preview);
  expect(id).toBe(stage.simulator.instanceId);
  expect(outputs).toMatchObject({
    ...inputs,
    region: stage.simulator.region,
    ...{ projectId: UNKNOWN, taskName: UNKNOWN, status: UNKNOWN, progress: UNKNOWN },
    ...{ stepDetails: UNKNOWN, startedAt: UNKNOWN },
  });
  expect(stage.simulator.requests).toHaveLength(0);
});

test("inputs that are not known yet stay so, whatever their type", async () => {
  const inputs = await checked({
    instanceId: UNKNOWN,
    taskNames: UNKNOWN_LIST,
    triggers: [UNKNOWN, 1],
    region: UNKNOWN,
  });
  expect(inputs).toMatchObject({ instanceId: UNKNOWN, triggers: [UNKNOWN, 1] });
  const { id, outputs } = await stage.calls.create(inputs, preview);
  expect(id).toBe("");
  expect(outputs).toMatchObject({
    ...{ instanceId: UNKNOWN, region: UNKNOWN, taskId: UNKNOWN, taskNames: UNKNOWN },
  });
});

test("an update of a time-out knows every output", async () => {
  const inputs = await checked(stage.inputs("done"));
  const { outputs } = await stage.calls.create(inputs);
  const before = stage.simulator.requests.length;
  const news = await checked(stage.inputs("done", { timeoutSeconds: 5 }));
  expect(await stage.calls.update(outputs, news, preview)).toMatchObject({
    status: "SUCCEEDED",
    stepDetails: outputs["stepDetails"],
    timeoutSeconds: 5,
  });
  expect(stage.simulator.requests).toHaveLength(before);
});

test("an update that waits knows where, and not what it will find", async () => {
  const { outputs } = await stage.calls.create(await checked(stage.inputs("done")));
  const before = stage.simulator.requests.length;
  const news = await checked(stage.inputs("sample", { triggers: [UNKNOWN] }));
  expect(await stage.calls.update(outputs, news, preview)).toMatchObject({
    region: outputs["region"],
    projectId: outputs["projectId"],
    taskId: stage.simulator.tasks["sample"],
    ...{ status: UNKNOWN, stepDetails: UNKNOWN, triggers: [UNKNOWN] },
  });
  expect(stage.simulator.requests).toHaveLength(before);
});

test("all tasks of an instance are not known either", async () => {
  const { instanceId } = stage.simulator;
  const given = { instanceId, taskNames: ["EXTEND"] };
  const { inputs } = await stage.calls.check(given, { urn: TASKS });
  const { outputs } = await stage.calls.create(inputs, { urn: TASKS, ...preview });
  expect(outputs).toMatchObject({ ...given, tasks: UNKNOWN, status: UNKNOWN });
});

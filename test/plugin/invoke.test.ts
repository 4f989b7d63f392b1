import { errorOf } from "./support/initFailure";
import { openStage, type Stage } from "./support/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ scenarios: ["sample", "done"] });
});
afterEach(() => stage.close());

const getTask = (args: Record<string, unknown>) =>
  stage.calls.invoke("huaweicloud-dcs:index:getTask", args);

test("getTask looks once at the task that is given", async () => {
  const { instanceId, tasks } = stage.simulator;
  const { result, failures } = await getTask({ instanceId, taskId: tasks["sample"] });
  expect(failures).toEqual({});
  expect(result).toMatchObject({ instanceId, taskId: tasks["sample"], status: "RUNNING" });
  expect(stage.simulator.requests.map(({ path }) => path.split("/").at(-1))).toContain("progress");
});

test("getTask looks for names, and says NONE where no task has one", async () => {
  const { instanceId } = stage.simulator;
  const { result } = await getTask({ instanceId, taskNames: ["NoSuchTask"] });
  expect(result).toMatchObject({ instanceId, status: "NONE" });
});

test("getTasks lists the tasks of an instance", async () => {
  const { instanceId, tasks } = stage.simulator;
  const { result } = await stage.calls.invoke("huaweicloud-dcs:index:getTasks", { instanceId });
  expect(result).toEqual({
    instanceId,
    tasks: expect.arrayContaining([expect.objectContaining({ id: tasks["done"] })]) as unknown,
  });
});

test("every wrong argument is named at once, before any request", async () => {
  const { failures } = await getTask({
    instanceId: "a/b",
    taskName: "x",
    triggers: [],
    profile: 1,
  });
  expect(failures).toMatchObject({
    instanceId: expect.stringContaining('"instanceId" must hold only') as string,
    taskName: expect.stringContaining('"taskName" is an output') as string,
    triggers:
      '"triggers" is not an argument; they are instanceId, taskId, taskNames, region, projectId, ' +
      "endpoint, profile",
    profile: '"profile" must be the name of a profile',
  });
  expect(stage.simulator.requests).toHaveLength(0);
});

test("a task that is not there, and a function that is not there, are clear errors", async () => {
  const { instanceId } = stage.simulator;
  const missing = await errorOf(getTask({ instanceId, taskId: "not-there" }));
  expect(missing.details).toMatch(/was answered 400 DCS\.4070: .*check the ids/);
  const { details } = await errorOf(stage.calls.invoke("huaweicloud-dcs:index:getJob", {}));
  expect(details).toContain('unknown function "huaweicloud-dcs:index:getJob": the functions are');
});

import type { DcsClient } from "../../../src/client";
import { lookAtTask, lookAtTasks } from "../../../src/resource/look/lookAtTasks";
import { type Scenario, type Simulator, startSimulator } from "../../../src/simulator";
import { simulatorClient } from "../../client/support/clients";

const done = (name: string, taskName: string): Scenario => ({
  name,
  taskName,
  startedSecondsAgo: 60,
  steps: [{ name: "copy", seconds: 1 }],
});
const running = (name: string, taskName: string): Scenario => ({
  name,
  taskName,
  steps: [{ name: "copy", seconds: 600, subSteps: [{ name: "slot 0-5460", seconds: 600 }] }],
});

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

async function open(...scenarios: readonly (string | Scenario)[]) {
  const started = await startSimulator({ scenarios: [...scenarios] });
  simulator = started;
  const { instanceId } = started;
  const client: DcsClient = simulatorClient(started, { requestsPerSecond: 1_000 });
  return { client, instanceId, taskId: (name: string) => started.tasks[name] ?? "" };
}

test("a given task is looked at once, with its steps", async () => {
  const { client, instanceId, taskId } = await open(running("long-one", "EXTEND"));
  const id = taskId("long-one");
  expect(await lookAtTask(client, { instanceId, taskId: id })).toMatchObject({
    taskId: id,
    status: "RUNNING",
    stepDetails: [{ stepName: "copy", stepStatus: "EXECUTING" }],
  });
  expect(simulator?.requests.map(({ path }) => path.split("/").at(-1))).toEqual(["progress"]);
});

test("without an id it is the newest unfinished task, or else the newest", async () => {
  const { client, instanceId, taskId } = await open(
    running("busy", "EXTEND"),
    done("ended", "EXTEND"),
    done("port", "UpdatePort"),
  );
  const look = (taskName?: string | string[]) => lookAtTask(client, { instanceId, taskName });
  expect(await look()).toMatchObject({ taskId: taskId("busy"), taskName: "EXTEND" });
  expect(await look(["UpdatePort", "BindEip"])).toMatchObject({
    taskId: taskId("port"),
    taskName: "UpdatePort",
    status: "SUCCEEDED",
    progress: 100,
  });
});

test("an instance without such a task has none", async () => {
  const { client, instanceId } = await open(done("port", "UpdatePort"));
  const seen = await lookAtTask(client, { instanceId, taskName: "EXTEND" });
  expect(seen).toEqual({
    status: "NONE",
    progress: 0,
    stepDetails: [],
    omittedDetails: 0,
    attempts: 0,
  });
});

test.each([
  [400, { error_code: "DCS.4070", error_msg: "no progress" }],
  [404, { error_code: "DCS.4001", error_msg: "no record" }],
])("a task whose progress is answered %d stands as in the list", async (status, body) => {
  const faults = [{ request: [1, 9] as const, status, body }];
  const { client, instanceId } = await open({ ...done("hidden", "BindEip"), faults });
  expect(await lookAtTask(client, { instanceId })).toMatchObject({
    taskName: "BindEip",
    status: "SUCCEEDED",
    stepDetails: [],
  });
});

test("the list is that of the service, newest first, of the names that are asked for", async () => {
  const { client, instanceId } = await open(done("a", "EXTEND"), done("b", "UpdatePort"));
  const namesOf = async (taskName?: string) =>
    (await lookAtTasks(client, { instanceId, taskName })).map(({ name, status }) => [name, status]);
  expect(new Set(await namesOf())).toEqual(
    new Set([
      ["UpdatePort", "SUCCESS"],
      ["EXTEND", "SUCCESS"],
    ]),
  );
  expect(await namesOf("EXTEND")).toEqual([["EXTEND", "SUCCESS"]]);
});

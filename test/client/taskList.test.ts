import {
  type BackgroundTaskSummary,
  DcsClient,
  settleBackgroundTask,
  waitForJob,
} from "../../src/client";
import { type Scenario, type Simulator, startSimulator } from "../../src/simulator";
import { fastTime } from "../support/fastClock";

let simulator: Simulator;
afterEach(() => simulator.close());

async function open(scenarios: (string | Scenario)[], now = Date.now): Promise<DcsClient> {
  simulator = await startSimulator({ scenarios, now });
  const { region, url, accessKey, secretKey } = simulator;
  return new DcsClient({ region, endpoint: url, credentials: { accessKey, secretKey }, now });
}

async function collect(tasks: AsyncIterable<BackgroundTaskSummary>) {
  const all: BackgroundTaskSummary[] = [];
  for await (const task of tasks) all.push(task);
  return all;
}

const short = (name: string): Scenario => ({ name, steps: [{ name: "a", seconds: 1 }] });

test("the list gives each task with its name, status and times", async () => {
  const client = await open(["done"]);
  const { instanceId } = simulator;
  const [task] = await collect(client.listBackgroundTasks({ instanceId }));
  expect(task).toMatchObject({
    id: simulator.tasks["done"],
    name: "EXTEND",
    status: "SUCCESS",
    enableShow: true,
  });
  expect(task?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test("the list goes through all pages, and asks for no more than there are", async () => {
  const client = await open(Array.from({ length: 230 }, (_, n) => short(`task-${n}`)));
  const { instanceId } = simulator;
  const tasks = await collect(client.listBackgroundTasks({ instanceId }));
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(230);
  const pages = simulator.requests.filter(({ path }) => path.endsWith("/tasks"));
  expect(pages.map(({ query }) => query)).toMatchObject([
    { offset: "0" },
    { offset: "100" },
    { offset: "200" },
  ]);
});

test("a reader that stops gets no further page of the list", async () => {
  const client = await open(Array.from({ length: 230 }, (_, n) => short(`task-${n}`)));
  const tasks = client.listBackgroundTasks({ instanceId: simulator.instanceId });
  const { value } = (await tasks[Symbol.asyncIterator]().next()) as {
    value: BackgroundTaskSummary;
  };
  expect(value.id).toMatch(/^[0-9a-f]{32}$/);
  expect(simulator.requests.filter(({ path }) => path.endsWith("/tasks"))).toHaveLength(1);
});

test("a window of time leaves out what was created before", async () => {
  const client = await open(["done", "quick"]);
  const startTime = new Date(Date.now() - 20_000);
  const tasks = await collect(
    client.listBackgroundTasks({ instanceId: simulator.instanceId, startTime }),
  );
  expect(tasks.map(({ id }) => id)).toEqual([simulator.tasks["quick"]]);
});

test("the task centre gives each task of the project with its job", async () => {
  const client = await open(["done", "quick"]);
  const tasks = await collect(client.listCenterTasks());
  expect(tasks.map(({ id, jobId }) => [id, jobId])).toEqual([
    [simulator.tasks["quick"], simulator.jobs["quick"]],
    [simulator.tasks["done"], simulator.jobs["done"]],
  ]);
});

test("a job is waited for to its end, and seen as one step", async () => {
  const { now, clock } = fastTime(10);
  const bare = { ...short("bare"), startedSecondsAgo: 0, vanishesAfterSeconds: 0 };
  const client = await open([bare], now);
  const jobId = simulator.jobs["bare"] ?? "";
  const seen: unknown[] = [];
  const { outcome, lastProgress } = await waitForJob(
    client,
    { jobId },
    { clock, onProgress: ({ stepDetails }) => seen.push(stepDetails[0]?.stepStatus) },
  );
  expect(outcome).toBe("succeeded");
  expect(seen[0]).toBe("EXECUTING");
  expect(lastProgress).toMatchObject({
    progress: 100,
    stepDetails: [{ stepId: jobId, stepName: "extendDCSInstance", stepStatus: "FINISH" }],
  });
});

test("the service's clock is told by its answers", async () => {
  const client = await open(["done"]);
  expect(client.clockSkewMs).toBeUndefined();
  await collect(client.listBackgroundTasks({ instanceId: simulator.instanceId }));
  expect(Math.abs(client.clockSkewMs ?? NaN)).toBeLessThan(5_000);
});

test("a job is shown with its state", async () => {
  const client = await open(["done"]);
  await expect(client.showJob({ jobId: simulator.jobs["done"] ?? "" })).resolves.toMatchObject({
    jobId: simulator.jobs["done"],
    status: "SUCCESS",
  });
});

test.each([
  [
    "listBackgroundTasks",
    (client: DcsClient) => collect(client.listBackgroundTasks({ instanceId: "a/b" })),
  ],
  ["showJob", (client: DcsClient) => client.showJob({ jobId: "" })],
])("%s refuses a bad id before any request", async (_, query) => {
  const client = await open(["done"]);
  await expect(query(client)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  expect(simulator.requests).toHaveLength(0);
});

test("100 % that does not settle is decided by the task list", async () => {
  const { now, clock } = fastTime(50);
  const steps = [{ name: "a", seconds: 1 }];
  const client = await open([{ name: "unsettled", steps, settlesForSeconds: 25 }], now);
  const task = { instanceId: simulator.instanceId, taskId: simulator.tasks["unsettled"] ?? "" };
  const result = await settleBackgroundTask(client, task, { clock });
  expect(result.outcome).toBe("succeeded");
  expect(simulator.task("unsettled").state).toBe("succeeded");
});

test("a record that is gone is looked for in the list before the task is called lost", async () => {
  const { now, clock } = fastTime(20);
  const client = await open(["vanishes"], now);
  const task = { instanceId: simulator.instanceId, taskId: simulator.tasks["vanishes"] ?? "" };
  const result = await settleBackgroundTask(client, task, { clock });
  expect(result.outcome).toBe("lost");
  expect(simulator.requests.some(({ path }) => path.endsWith("/tasks"))).toBe(true);
});

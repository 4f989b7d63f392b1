import { DcsClient, settleBackgroundTask, waitForBackgroundTask } from "../../src/client";
import { allTasks } from "../../src/resource/allTasks";
import { startSimulator } from "../../src/simulator";
import { pollUntilFound } from "../../src/wait/pollUntilFound";
import { systemClock } from "../../src/wait/time/clock";
import { reportTurn } from "../../src/wait/time/turnWatch";
import { runDcsTask } from "../cli/support/dcsTask";
import { setStage } from "../resource/support/stage";

const instanceId = "5e8c03a9-4c78-45b8-add8-2c690f9f85c0";
const COUNT = 30;
/** Tasks that outlast every test. */
const scenarios = Array.from({ length: COUNT }, (_, index) => ({
  name: `task ${index}`,
  steps: [{ name: "copy", seconds: 600 }],
}));

/** Waits with a budget of two requests at once, and then one a second; and what was asked. */
function setUp() {
  const asked: string[] = [];
  const client = new DcsClient({
    ...{ region: "cn-north-4", projectId: "p", requestsPerSecond: 1 },
    credentials: { accessKey: "AK", secretKey: "SK" },
    fetch: (request) => {
      const { pathname } = new URL((request as Request).url);
      asked.push(pathname);
      const running = { progress: 10, step_details: [{ step_status: "EXECUTING" }] };
      return Promise.resolve(Response.json(pathname.endsWith("/tasks") ? { tasks: [] } : running));
    },
  });
  // A clock of its own, since all waits on one clock share a request budget.
  const clock = { ...systemClock };
  const wait = (taskId: string, timeoutMs: number) =>
    settleBackgroundTask(client, { instanceId, taskId }, { clock, timeoutMs });
  const waitForSuccess = (taskId: string, timeoutMs: number) =>
    waitForBackgroundTask(client, { instanceId, taskId }, { clock, timeoutMs });
  return { asked, wait, waitForSuccess };
}

test("waits whose turn does not come in time are timed out soon after the deadline", async () => {
  const { asked, wait } = setUp();
  const startedAt = performance.now();
  const results = await Promise.all(
    scenarios.map(({ name }) => wait(name.replace(" ", ""), 1_000)),
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(Array(COUNT).fill("timedOut"));
  const neverAsked = results.filter(({ attempts }) => attempts === 0);
  expect(neverAsked.length).toBeGreaterThan(COUNT / 2);
  expect(neverAsked[0]).toMatchObject({ decidedBy: "wait", observed: {} });
  // The queries that were not sent do not keep the list from being asked at the end.
  expect(asked.some((path) => path.endsWith("/tasks"))).toBe(true);
  expect(asked.length).toBeLessThan(10);
  // To ask about each of them takes half a minute.
  expect(performance.now() - startedAt).toBeLessThan(15_000);
});

test("the error of a wait whose turn did not come says that nothing was asked", async () => {
  const { wait, waitForSuccess } = setUp();
  const others = Promise.all(scenarios.map((_, index) => wait(`task${index}`, 1_500)));
  await expect(waitForSuccess("last", 1_000)).rejects.toMatchObject({
    code: "TIMED_OUT",
    message: /was not asked about in \d+ s, since other queries came first; raise timeoutMs/,
  });
  await others;
});

test("a wait with more time keeps the query that another one has left", async () => {
  const { wait } = setUp();
  const others = ["one", "two", "three"].map((taskId) => wait(taskId, 4_000));
  const [short, long] = await Promise.all([wait("both", 100), wait("both", 4_000)]);
  expect(short).toMatchObject({ outcome: "timedOut", attempts: 0 });
  expect(long).toMatchObject({ outcome: "timedOut", lastProgress: { progress: 10 } });
  await Promise.all(others);
});

test("a search whose turn does not come in time says so, and not that the network failed", async () => {
  const search = pollUntilFound(
    (signal) => {
      reportTurn(signal, true);
      return new Promise(() => undefined);
    },
    {
      ...{ graceMs: 0, timeoutMs: 10, minDelayMs: 1, maxDelayMs: 1 },
      signal: new AbortController().signal,
    },
  );
  await expect(search).rejects.toMatchObject({
    code: "TIMED_OUT",
    message: /not sent before the timeout.*requestsPerSecond/,
  });
});

test("dcs-task wait --all of many tasks ends soon after its timeout", async () => {
  const simulator = await startSimulator({ scenarios });
  const startedAt = performance.now();
  const args = ["wait", simulator.instanceId, "--all", "--timeout", "3", "--json"];
  const env = { PULUMI_DCS_REQUESTS_PER_SECOND: "1" };
  const ran = runDcsTask(simulator, args, { env });
  const { code, out } = await ran.finally(() => simulator.close());
  expect(code).toBe(4);
  const summary = JSON.parse(out.trim().split("\n").at(-1) ?? "") as { tasks: object[] };
  expect(summary).toMatchObject({ event: "summary", outcome: "timedOut" });
  expect(summary.tasks).toEqual(
    Array(COUNT).fill(expect.objectContaining({ outcome: "timedOut" })),
  );
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});

test("InstanceTasks with many tasks and a short timeoutSeconds time out", async () => {
  const configuration = { "huaweicloud-dcs:requestsPerSecond": "1" };
  const stage = await setStage({ scenarios, speed: 1, kind: allTasks, configuration });
  const startedAt = performance.now();
  const inputs = stage.inputs("", { taskId: null, timeoutSeconds: 3, onTimeout: "record" });
  const { outs } = await stage.lifecycle.create(inputs).finally(() => stage.simulator.close());
  expect(outs).toMatchObject({ status: "RUNNING" });
  expect(outs["tasks"]).toHaveLength(COUNT);
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});

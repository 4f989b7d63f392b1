import {
  DcsClient,
  settleBackgroundTask,
  settleJob,
  waitForBackgroundTask,
  waitForJob,
} from "../../../src/client";
import { startSimulator } from "../../../src/simulator";
import { fastTime } from "../../support/fastClock";
import { VirtualClock } from "../../support/virtualClock";

const instanceId = "5e8c03a9-4c78-45b8-add8-2c690f9f85c0";
const credentials = { accessKey: "AK", secretKey: "SK" };

/** A client whose service, in virtual time, runs each task for `seconds`; and what it was asked. */
function virtualService(clock: VirtualClock, seconds: number, requestsPerSecond = 1_000) {
  const asked: { path: string; at: number }[] = [];
  const client = new DcsClient({
    region: "cn-north-4",
    projectId: "p",
    credentials,
    requestsPerSecond,
    fetch: (request) => {
      const at = clock.now() / 1000;
      asked.push({ path: new URL((request as Request).url).pathname, at });
      const progress = Math.min(Math.floor((at / seconds) * 100), 100);
      const step_details = [{ step_status: progress < 100 ? "EXECUTING" : "FINISH" }];
      const body = { progress, remain_time: Math.max(Math.ceil(seconds - at), 0), step_details };
      return Promise.resolve(Response.json(body));
    },
  });
  return { client, asked };
}

test("100 waits on the same task make the queries of one", async () => {
  const alone = new VirtualClock();
  const one = virtualService(alone, 300);
  const random = () => 0.5;
  await waitForBackgroundTask(one.client, { instanceId, taskId: "t" }, { clock: alone, random });

  const clock = new VirtualClock();
  const many = virtualService(clock, 300);
  const results = await Promise.all(
    Array.from({ length: 100 }, () =>
      waitForBackgroundTask(many.client, { instanceId, taskId: "t" }, { clock, random }),
    ),
  );
  expect(results.every(({ outcome }) => outcome === "succeeded")).toBe(true);
  expect(many.asked).toHaveLength(one.asked.length);
});

test("waits with other bounds on the same task share each other's answers", async () => {
  const clock = new VirtualClock();
  const { client, asked } = virtualService(clock, 120);
  const often = { clock, minDelayMs: 1_000, maxDelayMs: 2_000 };
  const seldom = { clock, minDelayMs: 50_000, maxDelayMs: 60_000 };
  const [a, b] = await Promise.all([
    waitForBackgroundTask(client, { instanceId, taskId: "t" }, often),
    waitForBackgroundTask(client, { instanceId, taskId: "t" }, seldom),
  ]);
  expect([a.outcome, b.outcome]).toEqual(["succeeded", "succeeded"]);
  expect(Math.abs(a.elapsedMs - b.elapsedMs)).toBeLessThan(1);
  expect(a.attempts).toBe(asked.length);
});

test("waits on different tasks together stay within the budget, and none starves", async () => {
  const clock = new VirtualClock();
  const { client, asked } = virtualService(clock, 300, 2);
  const waits = Array.from({ length: 40 }, (_, n) =>
    waitForBackgroundTask(client, { instanceId, taskId: `t${n}` }, { clock }),
  );
  await Promise.all(waits);
  const seconds = asked.at(-1)?.at ?? 0;
  expect(asked.length).toBeLessThanOrEqual(seconds * 2 + 4 + 1);
  const first = new Map<string, number>();
  for (const { path, at } of asked) if (!first.has(path)) first.set(path, at);
  // The first queries are spread over the time that the budget needs for them.
  expect(Math.max(...first.values())).toBeGreaterThan(15);
  expect(Math.max(...first.values())).toBeLessThan(25);
});

test("the queries of a task are forgotten once no wait is left", async () => {
  const clock = new VirtualClock();
  const { client, asked } = virtualService(clock, 20);
  const wait = () => waitForBackgroundTask(client, { instanceId, taskId: "t" }, { clock });
  await wait();
  const before = asked.length;
  // Within the second in which a wait that begins takes an answer that another one has had.
  await wait();
  expect(asked.length).toBe(before + 1);
});

test.each<
  [string, (client: DcsClient, clock: VirtualClock) => ReturnType<typeof waitForJob>, object]
>([
  [
    "a task",
    (client, clock) => waitForBackgroundTask(client, { instanceId, taskId: "t" }, { clock }),
    { progress: 100, step_details: [{ step_status: "FINISH" }] },
  ],
  [
    "a job",
    (client, clock) => waitForJob(client, { jobId: "j" }, { clock }),
    { job_id: "j", status: "SUCCESS" },
  ],
])(
  "a wait for %s makes each query once, and leaves further tries to its schedule",
  async (...row) => {
    const [, wait, body] = row;
    let requests = 0;
    const client = new DcsClient({
      region: "cn-north-4",
      projectId: "p",
      credentials,
      fetch: () => {
        requests += 1;
        return Promise.resolve(
          requests < 4 ? new Response("", { status: 503 }) : Response.json(body),
        );
      },
    });
    const { attempts } = await wait(client, new VirtualClock());
    expect([attempts, requests]).toEqual([4, 4]);
  },
);

test("the task list, too, is asked once, and left to the schedule when it has trouble", async () => {
  let [progressQueries, listQueries] = [0, 0];
  const client = new DcsClient({
    region: "cn-north-4",
    projectId: "p",
    credentials,
    fetch: (request) => {
      if ((request as Request).url.endsWith("/progress")) {
        progressQueries += 1;
        return Promise.resolve(
          progressQueries === 1
            ? Response.json({ progress: 50 })
            : new Response("", { status: 404 }),
        );
      }
      listQueries += 1;
      const tasks = [{ id: "t", status: "SUCCESS" }];
      return Promise.resolve(
        listQueries === 1 ? new Response("", { status: 503 }) : Response.json({ tasks }),
      );
    },
  });
  const clock = new VirtualClock();
  const result = await waitForBackgroundTask(client, { instanceId, taskId: "t" }, { clock });
  expect(result).toMatchObject({ outcome: "succeeded", decidedBy: "taskList" });
  expect([progressQueries, listQueries]).toEqual([6, 2]);
});

test("waits for two jobs do not share their queries", async () => {
  const clock = new VirtualClock();
  const client = new DcsClient({
    region: "cn-north-4",
    projectId: "p",
    credentials,
    fetch: (request) => {
      const jobId = (request as Request).url.split("/").at(-1) ?? "";
      return Promise.resolve(
        Response.json({ job_id: jobId, status: jobId === "good" ? "SUCCESS" : "FAIL" }),
      );
    },
  });
  const waits = ["good", "bad"].map((jobId) => settleJob(client, { jobId }, { clock }));
  const outcomes = (await Promise.all(waits)).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(["succeeded", "failed"]);
});

test("one wait's abort is its own", async () => {
  const clock = new VirtualClock();
  const { client } = virtualService(clock, 60);
  const mine = new AbortController();
  clock.after(20_000, () => {
    mine.abort();
  });
  const task = { instanceId, taskId: "t" };
  const [aborted, other] = await Promise.all([
    settleBackgroundTask(client, task, { clock, signal: mine.signal }),
    waitForBackgroundTask(client, task, { clock }),
  ]);
  expect(aborted).toMatchObject({ outcome: "aborted", elapsedMs: 20_000 });
  expect(other.outcome).toBe("succeeded");
});

test("throttling of one wait slows all of that host", async () => {
  const { now, clock } = fastTime(10);
  const simulator = await startSimulator({
    now,
    scenarios: [
      "quick",
      {
        name: "busy",
        steps: [{ name: "a", seconds: 2 }],
        faults: [{ request: 1, status: 429, headers: { "retry-after": "2" } }],
      },
    ],
  });
  try {
    const { instanceId, url: endpoint } = simulator;
    const client = new DcsClient({ ...simulator, endpoint, credentials: simulator, now });
    const wait = (name: string) => {
      const taskId = simulator.tasks[name] ?? "";
      return waitForBackgroundTask(client, { instanceId, taskId }, { clock });
    };
    await Promise.all([wait("busy"), wait("quick")]);
    const asked = simulator.requests.filter(({ path }) => path.endsWith("/progress"));
    const refused = asked.find(({ status }) => status === 429);
    const next = asked.filter(({ at }) => at > (refused?.at ?? Infinity) + 1_000)[0];
    expect((next?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1_900);
  } finally {
    await simulator.close();
  }
});

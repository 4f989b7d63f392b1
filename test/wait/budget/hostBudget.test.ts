import {
  DcsClient,
  type DcsClientOptions,
  settleBackgroundTask,
  waitForBackgroundTask,
} from "../../../src/client";
import { budgetOf } from "../../../src/wait/budget/hostBudget";
import { onClock } from "../../../src/client/queryClock";
import { VirtualClock } from "../../support/virtualClock";

const instanceId = "5e8c03a9-4c78-45b8-add8-2c690f9f85c0";

/** A request that the service in virtual time was asked, and when, in seconds. */
interface Asked {
  readonly host: string;
  readonly path: string;
  readonly at: number;
}

type Answer = (asked: Asked) => Response;

/** Clients of a service in virtual time, and what that was asked. */
function serviceOn(clock: VirtualClock, answer: Answer) {
  const asked: Asked[] = [];
  const now = () => Date.now();
  const open = (options: Partial<DcsClientOptions> = {}) =>
    new DcsClient({
      region: "cn-north-4",
      endpoint: "https://dcs.example.com",
      credentials: { accessKey: "AK", secretKey: "SK" },
      now,
      fetch: (request) => {
        const { host, pathname: path } = new URL((request as Request).url);
        const one = { host, path, at: clock.now() / 1000 };
        asked.push(one);
        return Promise.resolve(answer(one));
      },
      ...options,
    });
  return { open, asked };
}

const waitOn = (clock: VirtualClock, client: DcsClient, taskId: string, timeoutMs?: number) =>
  settleBackgroundTask(client, { instanceId, taskId }, { clock, timeoutMs });

/** The largest number of requests that a host was asked within any ten seconds. */
function mostInTenSeconds(asked: readonly Asked[]): number {
  const within = ({ at: from }: Asked) =>
    asked.filter(({ at }) => at >= from && at <= from + 10).length;
  return Math.max(...asked.map(within));
}

const projects = () => Response.json({ projects: [{ id: "p" }] });
const list = (...tasks: readonly object[]) => Response.json({ tasks, task_count: tasks.length });
const done = () => Response.json({ progress: 100, step_details: [{ step_status: "FINISH" }] });
const running = () => Response.json({ progress: 10, step_details: [{ step_status: "EXECUTING" }] });
const gone = () => Response.json({ error_code: "DCS.4001", error_msg: "no" }, { status: 404 });
const status = (code: number, headers: Record<string, string> = {}) =>
  Response.json({ error_code: "DCS.5000", error_msg: "no" }, { status: code, headers });

// The first query loads modules, during which virtual time would go on.
beforeAll(async () => {
  const client = serviceOn(new VirtualClock(), running).open({ projectId: "p" });
  await client.showBackgroundTaskProgress({ instanceId, taskId: "t" });
});

test("at 5 requests a second no ten seconds have more than 50, lists and look-ups included", async () => {
  const clock = new VirtualClock();
  // Every task vanishes, each of an instance of its own, whose list is asked then.
  const { open, asked } = serviceOn(clock, ({ path, at }) => {
    if (path === "/v3/projects") return projects();
    if (path.endsWith("/tasks")) return list({ id: "other", status: "EXECUTING" });
    return at < 20 ? running() : gone();
  });
  // One host for IAM too.
  const clients = ["a", "b"].map(() => open({ iamEndpoint: "https://dcs.example.com" }));
  await Promise.allSettled(
    clients.flatMap((client) =>
      Array.from({ length: 60 }, (_, n) =>
        waitForBackgroundTask(
          client,
          { instanceId: `i${n}`, taskId: "t" },
          { clock, timeoutMs: 60_000 },
        ),
      ),
    ),
  );
  expect(asked.length).toBeGreaterThan(200);
  expect(asked.filter(({ path }) => path.endsWith("/tasks")).length).toBeGreaterThan(50);
  expect(asked.filter(({ path }) => path === "/v3/projects")).toHaveLength(2);
  expect(mostInTenSeconds(asked)).toBeLessThanOrEqual(50);
});

test("retries, too, have their turn in the budget", async () => {
  const clock = new VirtualClock();
  const { open, asked } = serviceOn(clock, () => status(500));
  const client = open({ projectId: "p" });
  const task = { instanceId, taskId: "t" };
  const query = () => client.showBackgroundTaskProgress(task, onClock(clock, { retries: 1 }));
  await Promise.allSettled(Array.from({ length: 40 }, query));
  expect(asked).toHaveLength(80);
  expect(mostInTenSeconds(asked)).toBeLessThanOrEqual(50);
});

test("40 tasks of one instance that vanish together share the answers of their list", async () => {
  const clock = new VirtualClock();
  const ids = Array.from({ length: 40 }, (_, n) => `t${n}`);
  const { open, asked } = serviceOn(clock, ({ path, at }) => {
    if (!path.endsWith("/tasks")) return at < 30 ? running() : gone();
    return list(...ids.map((id) => ({ id, status: "SUCCESS" })));
  });
  const client = open({ projectId: "p", requestsPerSecond: 1_000 });
  const ends = await Promise.all(ids.map((id) => waitOn(clock, client, id)));
  expect(ends.map(({ outcome }) => outcome)).toEqual(ids.map(() => "succeeded"));
  const lists = asked.filter(({ path }) => path.endsWith("/tasks"));
  const seconds = new Set(lists.map(({ at }) => Math.floor(at)));
  expect(lists.length).toBeLessThanOrEqual(seconds.size * 2);
  expect(lists.length).toBeLessThan(40);
});

test("waits share a list for a second, and a query of its own has a fresh one", async () => {
  const clock = new VirtualClock();
  const { open, asked } = serviceOn(clock, () => list());
  const client = open({ projectId: "p" });
  const read = async (
    options: Parameters<DcsClient["listBackgroundTasks"]>[1],
    id = instanceId,
  ) => {
    const tasks = client.listBackgroundTasks({ instanceId: id }, options);
    await tasks[Symbol.asyncIterator]().next();
    return asked.length;
  };
  const ofWait = onClock(clock, {});
  await Promise.all([read(ofWait), read(ofWait), read(ofWait)]);
  expect(asked).toHaveLength(1);
  expect(await read(ofWait)).toBe(1);
  expect(await read(ofWait, "other")).toBe(2);
  expect(await read({})).toBe(3);
  expect(await read({})).toBe(4);
  await clock.sleep(1_000);
  expect(await read(ofWait)).toBe(5);
});

test("two clients with other rates for one host share the lower one", async () => {
  const clock = new VirtualClock();
  const { open, asked } = serviceOn(clock, running);
  const clients = [100, 2].map((requestsPerSecond) => open({ projectId: "p", requestsPerSecond }));
  await Promise.allSettled(
    clients.flatMap((client) =>
      Array.from({ length: 30 }, (_, n) => waitOn(clock, client, `t${n}`, 40_000)),
    ),
  );
  expect(mostInTenSeconds(asked.filter(({ at }) => at > 0))).toBeLessThanOrEqual(20);
});

test("a 429 of one client slows the other one of its host, and no other host", async () => {
  const clock = new VirtualClock();
  const { open, asked } = serviceOn(clock, ({ path, host }) =>
    path.includes("busy") && host === "dcs.example.com"
      ? status(429, { "retry-after": "9" })
      : running(),
  );
  const [one, same, other] = [
    open({ projectId: "p" }),
    open({ projectId: "p", requestsPerSecond: 99 }),
    open({ projectId: "p", endpoint: "https://dcs.example.org" }),
  ];
  const ask = async (client: DcsClient, taskId: string) => {
    const options = onClock(clock, { retries: 0 });
    await client.showBackgroundTaskProgress({ instanceId, taskId }, options).catch(() => undefined);
    return asked.at(-1)?.at;
  };
  expect(await ask(one, "busy")).toBe(0);
  expect(await ask(other, "busy")).toBe(0);
  expect(await ask(same, "t")).toBe(9);
});

test("Retry-After of a 503 holds for all waits on the host", async () => {
  const clock = new VirtualClock();
  const { open, asked } = serviceOn(clock, ({ at }) =>
    at < 25 ? status(503, { "retry-after": "30" }) : done(),
  );
  const client = open({ projectId: "p" });
  const waits = Array.from({ length: 60 }, (_, n) => waitOn(clock, client, `t${n}`));
  const ends = await Promise.all(waits);
  expect(ends.every(({ outcome }) => outcome === "succeeded")).toBe(true);
  // The key is tested by one request at a time.
  expect(asked.filter(({ at }) => at < 30)).toHaveLength(1);
});

test("a host that asks for hours is not asked before, and the waits end at their time-out", async () => {
  const clock = new VirtualClock();
  const { open, asked } = serviceOn(clock, ({ path, at }) => {
    if (at < 10 && path.includes("t0")) return running();
    return status(503, { "retry-after": "10800" });
  });
  const client = open({ projectId: "p" });
  const ends = await Promise.allSettled(
    ["t0", "t1", "t2"].map((id) => waitOn(clock, client, id, 600_000)),
  );
  expect(ends.map(({ status: end }) => end)).toContain("fulfilled");
  expect(clock.now()).toBeLessThanOrEqual(620_000);
  expect(asked.length).toBeLessThan(8);
});

test("requests for credentials have a budget of their own, for which no query has to wait", async () => {
  const clock = new VirtualClock();
  const url = "https://dcs.example.com/v3";
  const [queries, credentials] = [
    budgetOf({ clock, url, requestsPerSecond: 100 }),
    budgetOf({ clock, url }),
  ];
  expect(budgetOf({ clock, url: `${url}/other`, requestsPerSecond: 100 })).toBe(queries);
  const { signal } = new AbortController();
  // As many as may be under way, each of which may wait for credentials.
  await Promise.all(Array.from({ length: 64 }, () => queries.take(signal)));
  await expect(credentials.take(signal)).resolves.toMatchObject({ wasQueued: false });
});

test("a Retry-After that no server can mean does not hold up a wait until its time-out", async () => {
  const clock = new VirtualClock();
  const { open } = serviceOn(clock, ({ at }) =>
    at < 9 ? status(429, { "retry-after": "1000000000" }) : done(),
  );
  const { outcome, elapsedMs } = await waitOn(clock, open({ projectId: "p" }), "t");
  expect(outcome).toBe("succeeded");
  expect(elapsedMs).toBeCloseTo(300_000, -4);
});

test("a wait gives up for what was answered, and not for requests that a pause held back", async () => {
  const clock = new VirtualClock();
  const { open } = serviceOn(clock, ({ path, at }) => {
    if (path.includes("t1")) return status(429, { "retry-after": "1200" });
    if (at === 0) return running();
    return at < 1_200 ? status(503) : done();
  });
  const client = open({ projectId: "p" });
  let failedAt = 0;
  const onTrouble = () => (failedAt ||= clock.now());
  const options = { clock, timeoutMs: 7_200_000, random: () => 0.5, onTrouble };
  const first = settleBackgroundTask(client, { instanceId, taskId: "t0" }, options);
  await clock.sleep(300_000);
  // The next query of the first wait would be one too many.
  await clock.sleep(failedAt + 595_000 - clock.now());
  const second = waitOn(clock, client, "t1", 600_000);
  await expect(second).rejects.toMatchObject({ code: "THROTTLED" });
  await expect(first).resolves.toMatchObject({ outcome: "succeeded" });
});

test("a query of its own says at once that the host asked for a pause", async () => {
  const clock = new VirtualClock();
  const { open, asked } = serviceOn(clock, () => status(503, { "retry-after": "3600" }));
  const client = open({ projectId: "p", endpoint: "https://pause.example.com" });
  const query = () => client.showBackgroundTaskProgress({ instanceId, taskId: "t" });
  await expect(query()).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
  await expect(query()).rejects.toMatchObject({
    code: "SERVICE_ERROR",
    status: 503,
    message: expect.stringMatching(
      /^not sent, since the host asked for a pause that lasts another 3600 s: /,
    ) as string,
  });
  expect(asked).toHaveLength(1);
});

import { setImmediate as turnOfLoop } from "node:timers/promises";
import {
  type CredentialsProvider,
  DcsClient,
  type DcsClientOptions,
  DcsError,
  type SourcedCredentials,
} from "../../../src/client";
import { renewCredentials } from "../../../src/client/credentials/renewCredentials";
import { type Simulator, startSimulator } from "../../../src/simulator";
import { closeServers, eventually, serve } from "../support/answerServer";
import { clientOf, task } from "../support/clients";

let simulator: Simulator;
/** The wall clock of all clients of a test, by which they share what they know of keys. */
let now: () => number;
beforeEach(async () => {
  simulator = await startSimulator({ scenarios: ["done", "quick"] });
  now = () => Date.now();
});
afterEach(async () => {
  await simulator.close();
  await closeServers();
});

const queryBy =
  (client: DcsClient) =>
  (signal?: AbortSignal): Promise<unknown> =>
    client.showBackgroundTaskProgress(
      { instanceId: simulator.instanceId, taskId: simulator.tasks["done"] ?? "" },
      { signal },
    );

function open(credentials: () => { accessKey: string; secretKey: string }): DcsClient {
  return openWith({
    credentials: () => Promise.resolve({ ...credentials(), source: "the test" }),
  });
}

function openWith(options: Partial<DcsClientOptions>): DcsClient {
  const { region, url: endpoint, projectId } = simulator;
  return new DcsClient({ region, endpoint, projectId, requestsPerSecond: 1_000, now, ...options });
}

const rejected = () => simulator.requests.filter(({ status }) => status === 401);
const wrongKey = () => ({ accessKey: simulator.accessKey, secretKey: "wrong" });

test("however many queries of however many clients, a wrong key is rejected twice and not locked", async () => {
  const queries = [1, 2, 3].map(() => queryBy(open(wrongKey)));
  const results = await Promise.allSettled(
    queries.flatMap((query) => Array.from({ length: 20 }, () => query())),
  );
  for (const result of results) {
    expect(result).toMatchObject({ status: "rejected", reason: { code: "UNAUTHORIZED" } });
  }
  await expect(queryBy(open(wrongKey))()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(rejected()).toHaveLength(2);
  // The key itself is still good, for those who have its secret.
  await expect(queryBy(open(() => simulator))()).resolves.toMatchObject({ progress: 100 });
});

test("of one source fresh credentials are asked for at most as often as a key was rejected", async () => {
  const refreshes: unknown[] = [];
  const credentials: CredentialsProvider = ({ refresh, refused } = {}) => {
    if (refresh) refreshes.push(refused);
    return Promise.resolve({ ...wrongKey(), source: "the test" });
  };
  const query = queryBy(openWith({ credentials }));
  await Promise.allSettled(Array.from({ length: 20 }, () => query()));
  expect(rejected()).toHaveLength(2);
  expect(refreshes).toHaveLength(2);
  expect(refreshes).toEqual(Array(2).fill(expect.objectContaining(wrongKey())));
});

test("queries that one rejection has stopped share the credentials that were fetched for it", async () => {
  let refreshes = 0;
  const credentials: CredentialsProvider = async ({ refresh } = {}) => {
    if (!refresh) return { ...wrongKey(), source: "the test" };
    refreshes += 1;
    await turnOfLoop();
    const { accessKey, secretKey } = simulator;
    return { accessKey, secretKey, source: "the test" };
  };
  const query = queryBy(openWith({ credentials }));
  const results = await Promise.all(Array.from({ length: 20 }, () => query()));
  for (const result of results) expect(result).toMatchObject({ progress: 100 });
  expect(rejected().length).toBeLessThanOrEqual(2);
  expect(refreshes).toBeLessThanOrEqual(2);
});

test("another key is tried at once", async () => {
  let secretKey = "wrong";
  const query = queryBy(open(() => ({ accessKey: simulator.accessKey, secretKey })));
  await expect(query()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  secretKey = simulator.secretKey;
  await expect(query()).resolves.toMatchObject({ progress: 100 });
});

test("a rejected key is tried again when a lock would be over", async () => {
  const server = await serve({ status: 401, body: "" }, { status: 401, body: "" }, {});
  const start = Date.now();
  let time = start;
  const client = clientOf(server, { now: () => time });
  const query = () => client.showBackgroundTaskProgress(task);
  await expect(query()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  time = start + 299_999;
  await expect(query()).rejects.toThrow(
    /^ShowBackgroundTaskProgress \(GET \S+\) was not sent: the service has rejected/,
  );
  expect(server.requests).toHaveLength(2);
  time = start + 300_000;
  await expect(query()).resolves.toMatchObject({ progress: 1 });
});

test("queries that are queued with a rejected key go on with the refreshed one", async () => {
  const keys = [wrongKey(), simulator].map((key) => ({ ...key, source: "a test" }));
  const credentials = renewCredentials(async () => {
    await turnOfLoop();
    return { credentials: keys.shift() as SourcedCredentials };
  }, now);
  const query = queryBy(openWith({ credentials }));
  const all = await Promise.all(Array.from({ length: 20 }, () => query()));
  expect(all).toHaveLength(20);
  expect(rejected().length).toBeLessThanOrEqual(2);
});

test("one rejection and then trouble of the service refresh the credentials once", async () => {
  const trouble = { status: 503, body: "" };
  const server = await serve({ status: 401, body: "" }, trouble, trouble, {});
  let issued = 0;
  const client = clientOf(server, {
    credentials: renewCredentials(() => {
      issued += 1;
      const credentials = { accessKey: `AK${issued}`, secretKey: "SK", source: "a test" };
      return Promise.resolve({ credentials, expiresAt: Date.now() + 86_400_000 });
    }, now),
  });
  await client.showBackgroundTaskProgress(task);
  expect(issued).toBe(2);
  const used = server.requests.map(({ headers }) => headers.authorization?.slice(16, 26));
  expect(used).toEqual(["Access=AK1", "Access=AK2", "Access=AK2", "Access=AK2"]);
});

test("a refresh that failed is tried again by the next attempt", async () => {
  const server = await serve({ status: 401, body: "" }, {});
  const asked: unknown[] = [];
  const client = clientOf(server, {
    credentials: ({ refresh } = {}) => {
      asked.push(refresh);
      if (asked.length === 2) return Promise.reject(new DcsError("NETWORK", "no answer"));
      return Promise.resolve({ accessKey: `AK${asked.length}`, secretKey: "SK", source: "a test" });
    },
  });
  await client.showBackgroundTaskProgress(task);
  expect(asked).toEqual([false, true, true]);
  expect(server.requests).toHaveLength(2);
});

test("a key that was accepted is not held back by slow queries", async () => {
  const { accessKey, secretKey } = simulator;
  const { fetch, most } = countingFetch();
  const query = queryBy(openWith({ credentials: { accessKey, secretKey }, fetch }));
  await Promise.all(Array.from({ length: 10 }, () => query()));
  expect(most()).toBeGreaterThan(1);
});

test("however many queries are aborted, one request at a time tests a key", async () => {
  const server = await serve(() => undefined);
  const { fetch, most } = countingFetch();
  const client = clientOf(server, { fetch });
  const controllers = Array.from({ length: 20 }, () => new AbortController());
  const all = Promise.allSettled(
    controllers.map(({ signal }) => client.showBackgroundTaskProgress(task, { signal })),
  );
  // Those that wait first, then the one whose request is under way, then others.
  const [probe, ...waiting] = controllers;
  await eventually(() => server.requests.length === 1);
  for (const controller of waiting.slice(0, 9)) controller.abort();
  await turnOfLoop();
  expect(server.requests).toHaveLength(1);
  probe?.abort();
  await eventually(() => server.requests.length === 2);
  expect(server.requests).toHaveLength(2);
  for (const controller of controllers) controller.abort();
  const ends = await all;
  expect(
    ends.map((end) => end.status === "rejected" && (end.reason as { code: string }).code),
  ).toEqual(Array(20).fill("ABORTED"));
  expect(most()).toBe(1);
  expect(server.requests.length).toBeLessThanOrEqual(3);
});

test("the source of the credentials is not asked any more after an abort", async () => {
  const server = await serve(() => undefined);
  const controller = new AbortController();
  let asked = 0;
  const client = clientOf(server, {
    credentials: () => {
      asked += 1;
      return Promise.resolve({ accessKey: "AK", secretKey: "SK", source: "a test" });
    },
  });
  const all = Promise.allSettled(
    Array.from({ length: 100 }, () =>
      client.showBackgroundTaskProgress(task, { signal: controller.signal }),
    ),
  );
  await eventually(() => server.requests.length === 1);
  const before = asked;
  controller.abort();
  await all;
  await expect(
    client.showBackgroundTaskProgress(task, { signal: controller.signal }),
  ).rejects.toMatchObject({ code: "ABORTED" });
  expect(asked).toBe(before);
});

/** A fetch that counts how many requests are under way together. */
function countingFetch() {
  let underWay = 0;
  let most = 0;
  const counting: typeof fetch = async (input, init) => {
    underWay += 1;
    most = Math.max(most, underWay);
    try {
      return await fetch(input, init);
    } finally {
      underWay -= 1;
    }
  };
  return { fetch: counting, most: () => most };
}

import { type Simulator, startSimulator } from "../../../src/simulator";
import { type DcsClient, type DcsClientOptions, waitForBackgroundTask } from "../../../src/client";
import { fastTime } from "../../support/fastClock";
import {
  type Answer,
  type AnswerServer,
  closeServers,
  type ReceivedRequest,
  serve,
} from "../support/answerServer";
import { ask, clientOf, keys, simulatorClient, task, taskOf } from "../support/clients";

const HOUR = 3_600_000;
/** For so long a key that was rejected twice is not used. */
const AFTER_LOCK_MS = 5 * 60_000;

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ scenarios: ["sample"] });
});
afterEach(async () => {
  await simulator.close();
  await closeServers();
});

/** By how many hours the date of each signature is off this machine's clock. */
const signedHours = ({ requests }: AnswerServer) =>
  requests.map(({ headers }) => Math.round((signingDate(headers) - Date.now()) / HOUR) + 0);
const statuses = () => simulator.requests.map(({ status }) => status);

test.each([2, -2, 24 * 400])(
  "a clock that is %d hours off is found out by one rejection, and corrected from then on",
  async (hours) => {
    const client = simulatorClient(simulator, { now: () => Date.now() + hours * HOUR });
    const query = () => client.showBackgroundTaskProgress(taskOf(simulator, "sample"));
    await expect(query()).resolves.toMatchObject({ progress: 30 });
    await expect(query()).resolves.toMatchObject({ progress: 30 });
    expect(statuses()).toEqual([401, 200, 200]);
    // A header has whole seconds, and a busy machine reads it late.
    expect(Math.abs((client.clockSkewMs ?? NaN) + hours * HOUR)).toBeLessThan(60_000);
  },
);

test.each([0, 2])(
  "and is no reason to fetch fresh credentials, with %d retries",
  async (retries) => {
    const { accessKey, secretKey } = simulator;
    const refreshes: boolean[] = [];
    const client = simulatorClient(simulator, {
      now: () => Date.now() + 2 * HOUR,
      credentials: ({ refresh = false } = {}) => {
        refreshes.push(refresh);
        return Promise.resolve({ accessKey, secretKey, source: "a test" });
      },
    });
    await client.showBackgroundTaskProgress(taskOf(simulator, "sample"), { retries });
    expect(statuses()).toEqual([401, 200]);
    expect(refreshes).not.toContain(true);
  },
);

test("however often it jumps, each jump costs one rejection, and none counts towards the key", async () => {
  let offset = 0;
  const client = simulatorClient(simulator, { now: () => Date.now() + offset });
  for (const hours of [0, 2, 0, -3, -3, 9]) {
    offset = hours * HOUR;
    await client.showBackgroundTaskProgress(taskOf(simulator, "sample"), { retries: 0 });
  }
  expect(statuses()).toEqual([200, 401, 200, 401, 200, 401, 200, 200, 401, 200]);
});

test("a small difference is no reason to correct anything", async () => {
  const client = simulatorClient(simulator, { now: () => Date.now() + 10 * 60_000 });
  await client.showBackgroundTaskProgress(taskOf(simulator, "sample"));
  expect(statuses()).toEqual([200]);
});

test("a wait goes on when the clock jumps by two hours in the middle of it", async () => {
  const { now, clock } = fastTime(20);
  const fast = await startSimulator({
    now,
    scenarios: [{ name: "slow", steps: [{ name: "a", seconds: 30 }] }],
  });
  try {
    let offset = 0;
    const client = simulatorClient(fast, { now: () => now() + offset });
    const { outcome } = await waitForBackgroundTask(client, taskOf(fast, "slow"), {
      clock,
      maxDelayMs: 3_000,
      onProgress: ({ progress = 0 }) => {
        if (progress > 30) offset = 2 * HOUR;
      },
    });
    expect(outcome).toBe("succeeded");
    expect(fast.requests.filter(({ status }) => status === 401)).toHaveLength(1);
  } finally {
    await fast.close();
  }
});

test("20 queries at once by a wrong clock are rejected once together", async () => {
  const client = simulatorClient(simulator, { now: () => Date.now() + 2 * HOUR });
  const query = () => client.showBackgroundTaskProgress(taskOf(simulator, "sample"));
  await Promise.all(Array.from({ length: 20 }, query));
  expect(statuses().filter((status) => status === 401)).toHaveLength(1);
});

test("clients of one process with the same clock and key are rejected once together", async () => {
  const now = () => Date.now() + 2 * HOUR;
  const clients = [1, 2, 3].map(() => simulatorClient(simulator, { now }));
  const query = (client: DcsClient) =>
    client.showBackgroundTaskProgress(taskOf(simulator, "sample"));
  await Promise.all(clients.flatMap((client) => Array.from({ length: 7 }, () => query(client))));
  expect(statuses().filter((status) => status === 401)).toHaveLength(1);
});

test("a clock that jumps while queries are under way makes no good key a bad one", async () => {
  let offset = 0;
  const now = () => Date.now() + offset;
  // Fewer than lock the key, and more than are believed.
  const clients = [1, 2, 3].map(() => simulatorClient(simulator, { now }));
  for (const hours of [0, 3, -3]) {
    offset = hours * HOUR;
    await Promise.all(
      clients.map((client) => client.showBackgroundTaskProgress(taskOf(simulator, "sample"))),
    );
  }
  expect(statuses().filter((status) => status === 200)).toHaveLength(9);
});

test("a service whose clock is off does not change the dates of another service", async () => {
  const now = () => Date.now();
  const other = await startSimulator({ scenarios: ["sample"], now: () => Date.now() + 3 * HOUR });
  try {
    const [here, there] = [simulatorClient(simulator, { now }), simulatorClient(other, { now })];
    for (let round = 0; round < 3; round += 1) {
      await here.showBackgroundTaskProgress(taskOf(simulator, "sample"));
      await there.showBackgroundTaskProgress(taskOf(other, "sample"));
    }
    expect(statuses()).toEqual([200, 200, 200]);
    expect(other.requests.map(({ status }) => status)).toEqual([401, 200, 200, 200]);
  } finally {
    await other.close();
  }
});

test("a wrong key by a wrong clock is rejected twice in all, and the error tells both", async () => {
  const { accessKey } = simulator;
  const now = () => Date.now() + 2 * HOUR;
  const credentials = { accessKey, secretKey: "wrong" };
  const clients = [1, 2, 3].map(() => simulatorClient(simulator, { credentials, now }));
  const query = (client: DcsClient) =>
    client.showBackgroundTaskProgress(taskOf(simulator, "sample"));
  const ends = await Promise.allSettled(
    clients.flatMap((client) => Array.from({ length: 7 }, () => query(client))),
  );
  for (const end of ends) {
    expect(end).toMatchObject({
      status: "rejected",
      reason: {
        code: "UNAUTHORIZED",
        message: expect.stringMatching(
          /verify aksk signature fail.*; this machine's clock is 120 min ahead of the service's, for which the date of the signature was corrected$/,
        ) as string,
      },
    });
  }
  expect(statuses()).toEqual([401, 401]);
});

test("a wrong key at a service whose Date is another each time is rejected twice in all", async () => {
  const rejectedAt = (hours: number): Answer => {
    const date = new Date(Date.now() + hours * HOUR).toUTCString();
    return { status: 401, headers: { date }, body: "no" };
  };
  const server = await serve(rejectedAt(-5), rejectedAt(5), rejectedAt(-5), rejectedAt(5));
  const client = clientOf(server);
  for (let n = 0; n < 3; n += 1) {
    const query = client.showBackgroundTaskProgress(task);
    await expect(query).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  }
  expect(server.requests).toHaveLength(2);
});

test("a wrong Date, as of a proxy, is tried once and not kept", async () => {
  const date = new Date(Date.now() - 5 * HOUR).toUTCString();
  const rejected = { status: 401, headers: { date }, body: "no" };
  const server = await serve(rejected, rejected, { headers: { date } }, {});
  let offset = 0;
  const client = clientOf(server, { now: () => Date.now() + offset });
  await expect(client.showBackgroundTaskProgress(task)).rejects.toThrow();
  offset = AFTER_LOCK_MS;
  await client.showBackgroundTaskProgress(task);
  await client.showBackgroundTaskProgress(task);
  expect(signedHours(server)).toEqual([0, -5, 0, 0]);
});

describe("when the corrected request breaks on the network", () => {
  const broken: Answer = (response) => response.socket?.destroy();
  const rejectedAt = (hours: number): Answer => {
    const date = new Date(Date.now() + hours * HOUR).toUTCString();
    return { status: 401, headers: { date }, body: "no" };
  };
  const query = (client: DcsClient) => client.showBackgroundTaskProgress(task, { retries: 0 });

  test.each<[what: string, answer: Answer, options: Partial<DcsClientOptions>]>([
    ["by a reset", broken, {}],
    ["by a time-out", () => undefined, { requestTimeoutMs: 2_000 }],
  ])("%s, the next one is signed with the same correction", async (_, breaks, options) => {
    const server = await serve(rejectedAt(-5), breaks, breaks, {});
    const client = clientOf(server, options);
    for (const code of ["NETWORK", "NETWORK"]) {
      await expect(query(client)).rejects.toMatchObject({ code });
    }
    await query(client);
    await query(client);
    expect(signedHours(server)).toEqual([0, -5, -5, -5, -5]);
  });

  test.each([
    ["a wrong Date, as of a proxy, costs one more rejection", 0],
    ["a rejection that names no other date ends the trial", -5],
  ])("%s, and the correction is not kept", async (_, hours) => {
    const server = await serve(rejectedAt(-5), broken, rejectedAt(hours), {});
    let offset = 0;
    const client = clientOf(server, { now: () => Date.now() + offset });
    await expect(query(client)).rejects.toMatchObject({ code: "NETWORK" });
    await expect(query(client)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    offset = AFTER_LOCK_MS;
    await query(client);
    await query(client);
    expect(signedHours(server)).toEqual([0, -5, -5, 0, 0]);
  });
});

function signingDate(headers: ReceivedRequest["headers"]): number {
  const [, ...parts] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/.exec(String(headers["x-sdk-date"])) ?? [];
  const [year = 0, month = 0, day, hour, minute] = parts.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}

test.each<[what: string, answer: object]>([
  ["a sign-in page", { body: "<html></html>" }],
  ["a redirect", { status: 302, body: "" }],
  ["a proxy in trouble", { status: 503, body: "" }],
  ["a proxy that forbids it", { status: 403, body: "<html></html>" }],
])("the service's clock is not learnt from %s", async (_, answer) => {
  const client = clientOf(await serve(answer));
  await expect(client.showBackgroundTaskProgress(task, { retries: 0 })).rejects.toThrow();
  expect(client.clockSkewMs).toBeUndefined();
});

test("a token has no date that could be wrong", async () => {
  const date = new Date(Date.now() - 5 * HOUR).toUTCString();
  const server = await serve({ status: 401, headers: { date }, body: "no" });
  const told = ask(server, { credentials: { authToken: keys.secretKey } });
  await expect(told).rejects.toThrow(/are temporary and may have expired$/);
  expect(server.requests).toHaveLength(2);
});

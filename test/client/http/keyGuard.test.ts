import { DcsClient } from "../../../src/client";
import { type Simulator, startSimulator } from "../../../src/simulator";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ scenarios: ["done", "quick"] });
});
afterEach(() => simulator.close());

const queryBy = (client: DcsClient) => () =>
  client.showBackgroundTaskProgress({
    instanceId: simulator.instanceId,
    taskId: simulator.tasks["done"] ?? "",
  });

function open(credentials: () => { accessKey: string; secretKey: string }, now?: () => number) {
  const { region, url: endpoint, projectId } = simulator;
  return new DcsClient({
    region,
    endpoint,
    projectId,
    credentials: () => Promise.resolve({ ...credentials(), source: "the test" }),
    ...(now && { now }),
  });
}

test("however many queries are made at once, a wrong key is refused twice and not locked", async () => {
  const { accessKey } = simulator;
  const query = queryBy(open(() => ({ accessKey, secretKey: "wrong" })));
  const results = await Promise.allSettled(Array.from({ length: 50 }, query));
  for (const result of results) {
    expect(result).toMatchObject({ status: "rejected", reason: { code: "UNAUTHORIZED" } });
  }
  await expect(query()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(simulator.requests.filter(({ status }) => status === 401)).toHaveLength(2);
  // The key itself is still good, for whoever has its secret.
  await expect(queryBy(open(() => simulator))()).resolves.toMatchObject({ progress: 100 });
});

test("another key is tried at once", async () => {
  let secretKey = "wrong";
  const query = queryBy(open(() => ({ accessKey: simulator.accessKey, secretKey })));
  await expect(query()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  secretKey = simulator.secretKey;
  await expect(query()).resolves.toMatchObject({ progress: 100 });
});

test("a refused key is tried again when a lock would be over", async () => {
  let now = Date.now() - 3_600_000;
  const query = queryBy(
    open(
      () => simulator,
      () => now,
    ),
  );
  await expect(query()).rejects.toThrow(/this machine's clock is 60 min behind/);
  now = Date.now();
  await expect(query()).resolves.toMatchObject({ progress: 100 });
});

test("a key that was accepted is not held back by slow queries", async () => {
  const { region, url: endpoint, projectId, accessKey, secretKey } = simulator;
  let underWay = 0;
  let most = 0;
  const client = new DcsClient({
    region,
    endpoint,
    projectId,
    credentials: { accessKey, secretKey },
    fetch: async (input, init) => {
      underWay += 1;
      most = Math.max(most, underWay);
      const response = await fetch(input, init);
      underWay -= 1;
      return response;
    },
  });
  const query = queryBy(client);
  await Promise.all(Array.from({ length: 10 }, query));
  expect(most).toBeGreaterThan(1);
});

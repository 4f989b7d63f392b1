import { waitForBackgroundTask } from "../../../src/client";
import { type Scenario, startSimulator } from "../../../src/simulator";
import { fastTime } from "../../support/fastClock";
import { simulatorClient, taskOf } from "../support/clients";

/**
 * What a busy machine may delay on the way from the budget to the server, in requests: time runs eight
 * times as fast here. Without a budget for lists and look-ups the server counts 86.
 */
const DELAYED = 20;

test("what a server counts stays within the budget: waits, their lists and look-ups", async () => {
  const { now, clock } = fastTime(8);
  const names = Array.from({ length: 60 }, (_, n) => `task-${n}`);
  const scenarios = names.map((name): Scenario => ({
    name,
    steps: [{ name: "a", seconds: 30 }],
    vanishesAfterSeconds: 18,
  }));
  const simulator = await startSimulator({ now, scenarios });
  try {
    // Two clients, as of two kinds of resources.
    const clients = [1, 2].map(() =>
      simulatorClient(simulator, { projectId: undefined, requestsPerSecond: 5, now }),
    );
    await Promise.allSettled(
      names.map((name, n) => {
        const client = clients[n % 2] ?? simulatorClient(simulator);
        return waitForBackgroundTask(client, taskOf(simulator, name), { clock, timeoutMs: 60_000 });
      }),
    );
    const { requests } = simulator;
    const kinds = new Set(requests.map(({ path }) => path.split("/").at(-1)));
    expect(kinds).toEqual(new Set(["projects", "progress", "tasks"]));
    const counts = requests.map(
      ({ at: from }) => requests.filter(({ at }) => at >= from && at <= from + 10_000).length,
    );
    expect(requests.length).toBeGreaterThan(100);
    expect(Math.max(...counts)).toBeLessThanOrEqual(50 + DELAYED);
  } finally {
    await simulator.close();
  }
});

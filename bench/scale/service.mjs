// A child process: the simulator, which also knows when each task really ended and who was asked when.
import { ENDLESS, makeScenarios } from "./scenarios.mjs";

const { startSimulator } = await import(new URL("simulator/index.js", process.argv[2]));

/** By scenario: when it was asked last, the longest gap, and how often it was asked. */
const asked = new Map();
let [queries, refused] = [0, 0];
let simulator;

process.on("message", async ({ call, value }) => {
  process.send(await calls[call](value));
});

const calls = {
  async start(tasks) {
    simulator = await startSimulator({ scenarios: makeScenarios(tasks), onRequest: note });
    const { url, region, projectId, instanceId, accessKey, secretKey } = simulator;
    return { url, region, projectId, instanceId, accessKey, secretKey, tasks: simulator.tasks };
  },
  /** Begins to count anew. */
  mark() {
    asked.clear();
    [queries, refused] = [0, 0];
    calls.marked = { cpu: process.cpuUsage(), loop: performance.eventLoopUtilization() };
    return true;
  },
  report() {
    const { utilization } = performance.eventLoopUtilization(calls.marked.loop);
    const gaps = [...asked.values()].map(({ gap }) => gap);
    return {
      queries,
      refused,
      longestGapMs: Math.max(...gaps, 0),
      serviceBusy: utilization,
      endedAt: Object.fromEntries(
        Object.keys(simulator.tasks)
          .filter((name) => name !== ENDLESS)
          .map((name) => [name, simulator.task(name).endedAt]),
      ),
    };
  },
  async stop() {
    await simulator.close();
    setTimeout(() => process.disconnect(), 0);
    return true;
  },
};

function note({ at, status, scenario }) {
  queries += 1;
  if (status !== 200) refused += 1;
  if (scenario === undefined) return;
  const before = asked.get(scenario);
  const gap = before ? Math.max(before.gap, at - before.at) : 0;
  asked.set(scenario, { at, gap });
}

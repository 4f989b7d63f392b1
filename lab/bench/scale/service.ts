// A child process: the simulator, which also knows when each task really ended and which was asked when.
import type { RecordedRequest, Simulator } from "pulumi-huaweicloud-dcs/simulator";
import { loadSimulator } from "../../shared/build.ts";
import { answerParent } from "./children.ts";
import type { ServiceCalls, ServiceReport } from "./protocol.ts";
import { ENDLESS, makeScenarios } from "./scenarios.ts";

const { startSimulator } = await loadSimulator(String(process.argv[2]));

/** What was counted since the last `mark`. */
interface Counts {
  queries: number;
  refused: number;
  /** By scenario: when it was asked last, and the longest gap. */
  readonly asked: Map<string, { at: number; gap: number }>;
  readonly loop: ReturnType<typeof performance.eventLoopUtilization>;
}

let simulator: Simulator | undefined;
let counts = startCounts();

answerParent<ServiceCalls>(
  {
    start: async (tasks) => {
      simulator = await startSimulator({ scenarios: makeScenarios(tasks), onRequest: note });
      const { url, region, projectId, instanceId, accessKey, secretKey } = simulator;
      return { url, region, projectId, instanceId, accessKey, secretKey, tasks: simulator.tasks };
    },
    mark: () => {
      counts = startCounts();
      return true;
    },
    report,
  },
  async () => simulator?.close(),
);

function startCounts(): Counts {
  return { queries: 0, refused: 0, asked: new Map(), loop: performance.eventLoopUtilization() };
}

function note({ at, status, scenario }: RecordedRequest): void {
  counts.queries += 1;
  if (status !== 200) counts.refused += 1;
  if (scenario === undefined) return;
  const before = counts.asked.get(scenario);
  const gap = before ? Math.max(before.gap, at - before.at) : 0;
  counts.asked.set(scenario, { at, gap });
}

function report(): ServiceReport {
  const { queries, refused, asked, loop } = counts;
  const ended = Object.keys(simulator?.tasks ?? {})
    .filter((name) => name !== ENDLESS)
    .map((name) => [name, simulator?.task(name).endedAt ?? NaN] as const);
  return {
    queries,
    refused,
    longestGapMs: Math.max(...[...asked.values()].map(({ gap }) => gap), 0),
    serviceBusy: performance.eventLoopUtilization(loop).utilization,
    endedAt: Object.fromEntries(ended),
  };
}

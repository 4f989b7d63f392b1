// One level and one method: a fresh simulator, a fresh process that waits, and the figures of both.
import { startChild } from "./children.mjs";
import { ENDLESS } from "./scenarios.mjs";
import { watchSockets } from "./sockets.mjs";

/** Signed fetches of the reference, before it is measured and while it is. */
const REFERENCE_QUERIES = { warmUp: 400, queries: 800 };

/** Tasks long enough for several turns of each wait, where the budget is what they wait for. */
export function taskSeconds(waits, { seconds, rps }) {
  return Math.max(seconds, waits / rps);
}

/** `sameTask`: all waits wait for one task. */
export async function measure(method, { waits, sameTask = false }, options) {
  const { dist, rps, seed } = options;
  const service = startChild("service.mjs", [dist]);
  try {
    const count = sameTask ? 1 : waits;
    const seconds = taskSeconds(count, options);
    const { tasks, ...connection } = await service.ask("start", { count, seconds, seed });
    const work = { ...connection, requestsPerSecond: rps };
    const bare = { ...work, method: "reference", taskId: tasks[ENDLESS], ...REFERENCE_QUERIES };
    const before = await inChild(service, bare, options);
    const names = Array.from({ length: waits }, (_, index) => `task-${sameTask ? 0 : index}`);
    const named = names.map((name) => [name, tasks[name]]);
    const measured = await inChild(service, { ...work, method, waits: named }, options);
    const after = await inChild(service, bare, options);
    const bareMs = (before.cpuMs + after.cpuMs) / (2 * REFERENCE_QUERIES.queries);
    return figuresOf({ waits: count, bareMs, ...measured }, options);
  } finally {
    await service.stop();
  }
}

async function inChild(service, work, { dist, profile, heap }) {
  const flags = profile && work.method === profile ? ["--cpu-prof", "--cpu-prof-dir=."] : [];
  if (heap) flags.push(`--max-old-space-size=${heap}`);
  const child = startChild("waits.mjs", [dist], flags);
  const sockets = watchSockets(child.pid);
  try {
    await service.ask("mark");
    const taken = await child.ask("run", work);
    return { ...taken, ...(await service.ask("report")), sockets: sockets.stop() };
  } finally {
    sockets.stop();
    await child.stop();
  }
}

function figuresOf(measured, { rps }) {
  const { waits, queries, returnedAt, endedAt, seconds, cpuMs, bareMs } = measured;
  const delays = Object.entries(returnedAt)
    .map(([name, at]) => (at - endedAt[name]) / 1000)
    .sort((a, b) => a - b);
  return {
    waits,
    seconds,
    queries,
    refused: measured.refused,
    queriesPerSecond: queries / seconds,
    delayP95: delays[Math.ceil(delays.length * 0.95) - 1],
    delayMax: delays.at(-1),
    cpuPerQueryMs: cpuMs / queries,
    bareCpuPerQueryMs: bareMs,
    cpuRatio: cpuMs / queries / bareMs,
    peakMb: measured.peakMb,
    sockets: measured.sockets,
    loopDelayMs: measured.loopDelayMs,
    longestGap: measured.longestGapMs / 1000,
    budgetGap: waits / rps,
    gapRatio: measured.longestGapMs / 1000 / (waits / rps),
    longestWaitForTurn: measured.lateMs === undefined ? undefined : measured.lateMs / 1000,
    serviceBusy: measured.serviceBusy,
  };
}

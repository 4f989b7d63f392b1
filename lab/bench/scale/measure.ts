// One level and one method: a fresh simulator, a fresh process that waits, and the figures of both.
import { type Child, startChild } from "./children.ts";
import { figuresOf, type Measured, type ScaleFigures } from "./figures.ts";
import type { ServiceCalls, WaitCalls, Work } from "./protocol.ts";
import { ENDLESS } from "./scenarios.ts";
import { watchSockets } from "./sockets.ts";

export interface ScaleOptions {
  /** The build to measure. */
  readonly dist: string;
  /** Requests a second that this package may make. */
  readonly rps: number;
  /** Length of the tasks, on average. */
  readonly seconds: number;
  readonly seed: number;
  /** The method of which a CPU profile is written. */
  readonly profile?: string | undefined;
  /** Bound of the heap in MB. */
  readonly heap?: number | undefined;
}

export interface Level {
  readonly method: string;
  readonly waits: number;
  /** All waits wait for one task. */
  readonly sameTask?: boolean;
}

/** Signed fetches of the reference, before it is measured and while it is. */
const REFERENCE = { method: "reference", warmUp: 400, queries: 800 };

/** Tasks long enough for several turns of each wait, where the budget is what they wait for. */
export function taskSeconds(waits: number, { seconds, rps }: ScaleOptions): number {
  return Math.max(seconds, waits / rps);
}

export async function measure(
  { method, waits, sameTask = false }: Level,
  options: ScaleOptions,
): Promise<ScaleFigures> {
  const { dist, rps, seed } = options;
  const service = startChild<ServiceCalls>("service.ts", { dist });
  try {
    const count = sameTask ? 1 : waits;
    const seconds = taskSeconds(count, options);
    const { tasks, ...place } = await service.ask("start", { count, seconds, seed });
    const named = (name: string) => [name, tasks[name] ?? ""] as const;
    const common = { ...place, requestsPerSecond: rps, warmUp: 0, queries: 0 };
    const bare = { ...common, ...REFERENCE, waits: [named(ENDLESS)] };
    const all = Array.from({ length: waits }, (_, index) => named(`task-${sameTask ? 0 : index}`));
    const before = await inChild(service, bare, options);
    const measured = await inChild(service, { ...common, method, waits: all }, options);
    const after = await inChild(service, bare, options);
    const bareMs = (before.cpuMs + after.cpuMs) / (2 * REFERENCE.queries);
    return figuresOf(measured, { waits: count, rps, bareMs });
  } finally {
    await service.stop();
  }
}

async function inChild(
  service: Child<ServiceCalls>,
  work: Work,
  { dist, profile, heap }: ScaleOptions,
): Promise<Measured> {
  const execArgv = profile === work.method ? ["--cpu-prof", "--cpu-prof-dir=."] : [];
  if (heap !== undefined) execArgv.push(`--max-old-space-size=${heap}`);
  const child = startChild<WaitCalls>("waits.ts", { dist, execArgv });
  const sockets = watchSockets(child.pid);
  try {
    await service.ask("mark", undefined);
    const taken = await child.ask("run", work);
    const report = await service.ask("report", undefined);
    return { ...taken, ...report, sockets: sockets.stop() };
  } finally {
    sockets.stop();
    await child.stop();
  }
}

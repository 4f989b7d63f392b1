// A child process: waits in one of the ways, and says what that took of this process.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { loadClient } from "../../shared/build.ts";
import { answerParent } from "./children.ts";
import { methods, type WayToWait } from "./methods.ts";
import type { Taken, WaitCalls, Work } from "./protocol.ts";

const IDLE_MS = 1_000;
const RESOLUTION_MS = 10;

const client = await loadClient(String(process.argv[2]));
answerParent<WaitCalls>({ run });

async function run(work: Work): Promise<Taken> {
  const wait = methodOf(work);
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  if (work.warmUp > 0) await wait(client, { ...work, queries: work.warmUp }, () => undefined);
  const idle = await measure(() => sleep(IDLE_MS));
  loop.reset();
  const returnedAt: Record<string, number> = {};
  const busy = await measure(() =>
    wait(client, work, (name) => {
      returnedAt[name] = Date.now();
    }),
  );
  return {
    lateMs: busy.result?.lateMs,
    returnedAt,
    seconds: busy.ms / 1000,
    cpuMs: Math.max(busy.cpuMs - (idle.cpuMs * busy.ms) / IDLE_MS, 0),
    loopDelayMs: Math.max(loop.percentile(99) / 1e6 - RESOLUTION_MS, 0),
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}

function methodOf({ method }: Work): WayToWait {
  const wait = methods[method];
  if (!wait) throw new Error(`there is no way to wait called "${method}"`);
  return wait;
}

async function measure<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; ms: number; cpuMs: number }> {
  const [cpu, startedAt] = [process.cpuUsage(), performance.now()];
  const result = await work();
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  return { result, ms, cpuMs: (user + system) / 1000 };
}

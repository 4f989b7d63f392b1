// A child process: waits in one of the ways, and tells what that took of this process.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { methods } from "./methods.mjs";

const client = await import(new URL("client/index.js", process.argv[2]));
const IDLE_MS = 1_000;
const RESOLUTION_MS = 10;

process.on("message", async ({ call, value }) => {
  if (call === "stop") process.disconnect();
  else process.send(await calls[call](value));
});

const calls = {
  async run(work) {
    const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    loop.enable();
    if (work.warmUp) await methods[work.method](client, { ...work, queries: work.warmUp }, () => 0);
    const idleMs = await cpuMs(() => sleep(IDLE_MS));
    loop.reset();
    const returnedAt = {};
    let [waited, told] = [0, undefined];
    const busyMs = await cpuMs(async () => {
      const startedAt = performance.now();
      told = await methods[work.method](client, work, (name) => {
        returnedAt[name] = Date.now();
      });
      waited = performance.now() - startedAt;
    });
    return {
      ...told,
      returnedAt,
      seconds: waited / 1000,
      cpuMs: Math.max(busyMs - (idleMs * waited) / IDLE_MS, 0),
      loopDelayMs: Math.max(loop.percentile(99) / 1e6 - RESOLUTION_MS, 0),
      peakMb: process.resourceUsage().maxRSS / 1024,
    };
  },
};

async function cpuMs(run) {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

import { Worker } from "node:worker_threads";

const heartbeat = new Int32Array(new SharedArrayBuffer(4));
let watchdog: Worker | undefined;

/** Ends this process, after a note in `stuckFile`, when a mutant lets no timer have its turn. */
export function watch(stuckFile: string): void {
  watchdog ??= startWatchdog();
  watchdog.postMessage(stuckFile);
}

function startWatchdog(): Worker {
  setInterval(() => Atomics.add(heartbeat, 0, 1), 100).unref();
  const worker = new Worker(new URL("watchdog.ts", import.meta.url), { workerData: heartbeat });
  worker.unref();
  return worker;
}

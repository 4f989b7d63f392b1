// Beside the runner, in a thread of its own: a loop that never rests does not stop this one.
import { writeFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

/** No test keeps the process busy for so long at a stretch, in milliseconds. */
const STUCK_MS = 6_000;

const heartbeat = workerData as Int32Array;
let stuckFile: string | undefined;
let lastBeat = 0;
let since = Date.now();

parentPort?.on("message", (file: string) => {
  stuckFile = file;
  since = Date.now();
});

setInterval(() => {
  const beat = Atomics.load(heartbeat, 0);
  if (beat !== lastBeat) since = Date.now();
  lastBeat = beat;
  if (stuckFile === undefined || Date.now() - since < STUCK_MS) return;
  writeFileSync(stuckFile, "");
  process.kill(process.pid, "SIGKILL");
}, 500);

import { fork } from "node:child_process";
import { once } from "node:events";

/** So long may a process take to end by itself when its runs are over, in milliseconds. */
const ENDING_MS = 15_000;

/** Spreads the runs over processes and adds up what they tell. */
export async function playCampaign({
  seed,
  runs,
  jobs,
  dist,
  isTraced = false,
  untilFound = false,
}) {
  const startedAt = performance.now();
  const count = Math.min(jobs, runs);
  const parts = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      playPart({ seeds: seedsOf({ seed, runs, count, at }), dist, isTraced, untilFound }),
    ),
  );
  const sums = (name) =>
    parts.reduce((total, part) => {
      for (const [key, n] of Object.entries(part[name])) total[key] = (total[key] ?? 0) + n;
      return total;
    }, {});
  return {
    seed,
    runs,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    requests: parts.reduce((total, { requests }) => total + requests, 0),
    waits: sums("outcomes"),
    faults: sums("faults"),
    findings: parts.flatMap(({ findings }) => findings),
    ...(isTraced && { traces: parts.flatMap(({ traces }) => traces) }),
  };
}

function seedsOf({ seed, runs, count, at }) {
  return Array.from({ length: runs }, (_, n) => seed + n).filter((_, n) => n % count === at);
}

/** One process. That it then ends by itself is the proof that nothing was left open in it. */
async function playPart(part) {
  const child = fork(new URL("./worker.mjs", import.meta.url), {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (printed += text));
  const exited = once(child, "exit");
  child.send(part);
  const [told] = await Promise.race([once(child, "message"), exited.then(() => [undefined])]);
  if (!told) throw new Error(`a process of the campaign broke off:\n${printed}`);
  child.disconnect();
  const timer = setTimeout(() => {
    told.findings.push({ kind: "left open", detail: "a process did not end by itself" });
    child.kill("SIGKILL");
  }, ENDING_MS);
  await exited;
  clearTimeout(timer);
  if (printed) told.findings.push({ kind: "printed", detail: printed.slice(0, 500) });
  return told;
}

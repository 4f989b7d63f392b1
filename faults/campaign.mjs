import { fork } from "node:child_process";
import { once } from "node:events";
import { makePlan } from "./plan.mjs";

/** So long may a process take to end by itself when its runs are over, in milliseconds. */
const ENDING_MS = 15_000;

/** Spreads the runs over processes and adds up what was found. */
export async function playCampaign({
  seed,
  runs,
  jobs,
  dist,
  about = "",
  without = [],
  isTraced = false,
  untilFound = false,
}) {
  const startedAt = performance.now();
  const count = Math.min(jobs, runs);
  const seeds = seedsOf({ seed, runs, about }).filter((one) => !without.includes(one));
  const parts = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      playPart({ seeds: seeds.filter((_, n) => n % count === at), dist, isTraced, untilFound }),
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
    findings: parts
      .flatMap(({ findings }) => findings)
      .toSorted((a, b) => (a.seed ?? 0) - (b.seed ?? 0)),
    ...(isTraced && { traces: parts.flatMap(({ traces }) => traces) }),
  };
}

/** As many as `runs`, from `seed` on, whose subject contains a text. */
function seedsOf({ seed, runs, about }) {
  const seeds = [];
  for (let next = seed; seeds.length < runs; next += 1) {
    if (!about || makePlan(next).subject.includes(about)) seeds.push(next);
    if (next - seed > 1_000 * runs) break;
  }
  return seeds;
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

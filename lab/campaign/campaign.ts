import { fork } from "node:child_process";
import { once } from "node:events";
import { makePlan } from "./makePlan.ts";
import { type Counts, emptySum, type Part, type Sum } from "./part.ts";

/** So long may a process take to end by itself when its runs are over, in milliseconds. */
const ENDING_MS = 15_000;

/** Which runs are played. */
export interface CampaignOptions {
  /** Of the first run; each further one has the next. */
  readonly seed: number;
  readonly runs: number;
  /** Processes. */
  readonly jobs: number;
  /** The build that is looked at. */
  readonly dist: string;
  /** Only runs whose subject contains this. */
  readonly about?: string;
  /** Seeds that are left out. */
  readonly without?: readonly number[];
  readonly isTraced?: boolean;
  /** Whether the first finding ends it. */
  readonly untilFound?: boolean;
}

/** What a campaign found. */
export interface Report extends Omit<Sum, "traces"> {
  readonly seed: number;
  readonly runs: number;
  readonly seconds: number;
  /** Only of a campaign that is traced. */
  readonly traces?: Sum["traces"];
}

/** Spreads the runs over processes and adds up what was found. */
export async function playCampaign(options: CampaignOptions): Promise<Report> {
  const { seed, runs, jobs, dist, isTraced = false, untilFound = false } = options;
  const startedAt = performance.now();
  const seeds = seedsOf(options);
  const count = Math.min(jobs, runs);
  const parts = Array.from({ length: count }, (_, at) => ({
    seeds: seeds.filter((_, n) => n % count === at),
    ...{ dist, isTraced, untilFound },
  }));
  const { traces, ...sum } = addUp(await Promise.all(parts.map(playPart)));
  const seconds = secondsSince(startedAt);
  return { seed, runs, seconds, ...sum, ...(isTraced && { traces }) };
}

/** Seconds by the machine's clock, to a tenth. */
export function secondsSince(startedAt: number): number {
  return Math.round((performance.now() - startedAt) / 100) / 10;
}

/** As many as `runs`, from `seed` on, whose subject contains a text. */
function seedsOf({ seed, runs, about = "", without = [] }: CampaignOptions): number[] {
  const seeds: number[] = [];
  for (let next = seed; seeds.length < runs; next += 1) {
    if (!about || makePlan(next).subject.includes(about)) seeds.push(next);
    if (next - seed > 1_000 * runs) break;
  }
  return seeds.filter((one) => !without.includes(one));
}

function addUp(parts: readonly Sum[]): Sum {
  const total = emptySum();
  for (const { requests, waits, faults, findings, traces } of parts) {
    total.requests += requests;
    addCounts(total.waits, waits);
    addCounts(total.faults, faults);
    total.findings.push(...findings);
    total.traces.push(...traces);
  }
  total.findings.sort((a, b) => (a.seed ?? 0) - (b.seed ?? 0));
  return total;
}

function addCounts(total: Counts, some: Counts): void {
  for (const [name, n] of Object.entries(some)) total[name] = (total[name] ?? 0) + n;
}

/** One process. That it then ends by itself is the proof that nothing was left open in it. */
async function playPart(part: Part): Promise<Sum> {
  const child = fork(new URL("./worker.ts", import.meta.url), {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (text: Buffer) => (printed += text.toString()));
  }
  const exited = once(child, "exit");
  child.send(part);
  const [sum] = (await Promise.race([once(child, "message"), exited.then(() => [])])) as [Sum?];
  if (!sum) throw new Error(`a process of the campaign broke off:\n${printed}`);
  child.disconnect();
  const timer = setTimeout(() => {
    sum.findings.push({ kind: "left open", detail: "a process did not end by itself" });
    child.kill("SIGKILL");
  }, ENDING_MS);
  await exited;
  clearTimeout(timer);
  if (printed) sum.findings.push({ kind: "printed", detail: printed.slice(0, 500) });
  return sum;
}

// Waits for tasks with a real `pulumi up` while answers go wrong and processes are killed, and compares
// what is told and stored with the simulator's own record. See docs/reliability.md.
import { parseArgs } from "node:util";
import { ownBuild } from "../../shared/build.ts";
import { type Report, secondsSince } from "../campaign.ts";
import { count, emptySum } from "../part.ts";
import { renderReport } from "../report.ts";
import { toError } from "../told.ts";
import { openWorld } from "../world.ts";
import type { PlayedEngineRun } from "./engineRun.ts";
import { playEngineRun } from "./playEngineRun.ts";

const USAGE = `Usage: npm run faults:engine -- [options]

  --runs <n>   how many runs (50)
  --seed <n>   of the first one; each further run has the next seed (1)
  --kill       kill -9 the engine or its plugin in each run
  --jobs <n>   runs at the same time (2)
  --json       figures for machines`;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    jobs: { type: "string", default: "2" },
    kill: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
const [seed, runs, jobs] = [Number(values.seed), Number(values.runs), Number(values.jobs)];

interface EngineReport extends Report {
  kills: number;
}

if (values.help) {
  console.log(USAGE);
} else if (![seed, runs, jobs].every((number) => Number.isInteger(number) && number > 0)) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const report = await playAll();
  if (values.json) console.log(JSON.stringify(report, null, 2));
  else console.log(`${renderReport(report)}\n\n${report.kills} times kill -9`);
  if (report.findings.length > 0) process.exitCode = 1;
}

async function playAll(): Promise<EngineReport> {
  const startedAt = performance.now();
  const { requests, waits, faults, findings } = emptySum();
  const report = { seed, runs, seconds: 0, kills: 0, requests, waits, faults, findings };
  const world = await openWorld(ownBuild);
  const seeds = Array.from({ length: runs }, (_, n) => seed + n);
  const lane = async () => {
    for (let next = seeds.shift(); next !== undefined; next = seeds.shift()) {
      await playOne(report, next, { ...world, kill: values.kill });
    }
  };
  await Promise.all(Array.from({ length: jobs }, lane));
  await world.close();
  return { ...report, seconds: secondsSince(startedAt) };
}

async function playOne(
  report: EngineReport,
  next: number,
  world: Parameters<typeof playEngineRun>[1],
): Promise<void> {
  try {
    addUp(report, await playEngineRun(next, world));
  } catch (error) {
    const { stack, message } = toError(error);
    report.findings.push({ seed: next, kind: "the campaign itself", detail: stack ?? message });
  }
}

function addUp(report: EngineReport, run: PlayedEngineRun): void {
  const { seed: its, kills, requests, ups, faults, findings } = run;
  if (!values.json)
    console.log(`run ${its}: ${ups.join(", ")}${findings.length > 0 ? "  FOUND" : ""}`);
  report.kills += kills;
  report.requests += requests;
  count(report.waits, ups);
  count(report.faults, faults);
  report.findings.push(...findings.map((found) => ({ seed: its, ...found })));
}

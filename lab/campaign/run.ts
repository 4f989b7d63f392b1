// Plays tasks through the real client over real sockets while all that can goes wrong, and compares
// what it tells with the simulator's own record. See docs/reliability.md.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ownBuild } from "../shared/build.ts";
import { playCampaign } from "./campaign.ts";
import { renderReport } from "./report.ts";
import { showRun } from "./showRun.ts";

const USAGE = `Usage: npm run faults -- [options]

  --runs <n>   how many runs (1000)
  --seed <n>   of the first one; each further run has the next seed (1)
  --run <n>    the run with this seed alone, with all that was answered
  --about <text> only runs whose subject contains this, such as "keys"
  --json       figures for machines
  --jobs <n>   processes (2)
  --dist <dir> the build to look at (dist)

npm run faults:engine -- [options]   the same through a real pulumi up`;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    run: { type: "string" },
    about: { type: "string", default: "" },
    json: { type: "boolean", default: false },
    jobs: { type: "string", default: "2" },
    dist: { type: "string", default: ownBuild },
    help: { type: "boolean", short: "h", default: false },
  },
});
const seed = Number(values.run ?? values.seed);
const runs = Number(values.run ? 1 : values.runs);
const jobs = Number(values.jobs);
const dist = resolve(values.dist);

if (values.help) {
  console.log(USAGE);
} else if (![seed, runs, jobs].every((number) => Number.isInteger(number) && number > 0)) {
  console.error(USAGE);
  process.exitCode = 2;
} else if (!existsSync(dist)) {
  console.error(`there is no build in ${dist}: run "npm run build" first`);
  process.exitCode = 2;
} else {
  const isTraced = values.run !== undefined;
  const report = await playCampaign({ seed, runs, jobs, dist, isTraced, about: values.about });
  if (values.json) console.log(JSON.stringify(report, null, 2));
  else if (isTraced) showRun(report);
  else console.log(renderReport(report));
  if (report.findings.length > 0) process.exitCode = 1;
}

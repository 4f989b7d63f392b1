// Plays tasks through the real client over real sockets while all that can goes wrong, and compares
// what it tells with the simulator's own record. See docs/reliability.md.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { playCampaign } from "./campaign.mjs";
import { makePlan } from "./plan.mjs";
import { renderCampaign } from "./table.mjs";

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
    dist: { type: "string", default: fileURLToPath(new URL("../dist", import.meta.url)) },
    help: { type: "boolean", short: "h", default: false },
  },
});
const numbers = [values.run ?? values.seed, values.run ? "1" : values.runs, values.jobs].map(
  Number,
);
const [seed, runs, jobs] = numbers;
const dist = resolve(values.dist);

if (values.help) {
  console.log(USAGE);
} else if (!numbers.every((number) => Number.isInteger(number) && number > 0)) {
  console.error(USAGE);
  process.exitCode = 2;
} else if (!existsSync(dist)) {
  console.error(`there is no build in ${dist}: run "npm run build" first`);
  process.exitCode = 2;
} else {
  const told = await playCampaign({
    ...{ seed, runs, jobs, dist, about: values.about },
    isTraced: values.run !== undefined,
  });
  if (values.json) console.log(JSON.stringify(told, null, 2));
  else if (values.run) showRun(told);
  else console.log(renderCampaign(told));
  if (told.findings.length > 0) process.exitCode = 1;
}

function showRun({ traces: [trace = { log: [], waits: [] }], findings }) {
  console.log(JSON.stringify(makePlan(seed), null, 2));
  for (const { at, path, client, task = "", class: its, kind = "", listed } of trace.log) {
    const what = `${client} ${path} ${task}`.padEnd(20);
    const says = listed ? Object.values(listed).slice(0, 3).join(" ") || "not in the list" : kind;
    console.log(`${inSeconds(at)}  ${what} ${(its ?? "").padEnd(9)} ${says}`);
  }
  for (const { at, startedAt, outcome, endedAt, message } of trace.waits) {
    console.log(`wait ${at}, ${inSeconds(startedAt)} to ${inSeconds(endedAt)}: ${outcome}`);
    if (message) console.log(`             ${message}`);
  }
  for (const { kind, detail } of findings) console.log(`FOUND: ${kind}: ${detail}`);
}

function inSeconds(ms) {
  return `${(ms / 1000).toFixed(1).padStart(9)} s`;
}

// Takes the guards of the built package away one by one, and shows that the campaign finds each. See
// docs/reliability.md.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { playCampaign } from "../campaign/campaign.ts";
import { ownBuild, root } from "../shared/build.ts";
import { renderTable } from "../shared/table.ts";
import { guards } from "./guards/all.ts";
import { findMissing, takeAway } from "./takeAway.ts";

const USAGE = `Usage: npm run ablation -- [options]

  --runs <n>    runs without each guard, at most; the first finding ends them (2000)
  --seed <n>    of the first run (1)
  --only <text> guards whose name contains this
  --about <text> only runs whose subject contains this
  --check       only looks whether the text of each guard is in the build
  --jobs <n>    processes (2)
  --dist <dir>  the build to take the guards from (dist)`;

// Inside the checkout, so that a copy finds the packages that it needs.
const COPY = join(root, "coverage/ablation");

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    jobs: { type: "string", default: "2" },
    only: { type: "string", default: "" },
    about: { type: "string", default: "" },
    check: { type: "boolean", default: false },
    dist: { type: "string", default: ownBuild },
    help: { type: "boolean", short: "h", default: false },
  },
});
const { dist, about } = values;
const [seed, runs, jobs] = [Number(values.seed), Number(values.runs), Number(values.jobs)];
const plan = { seed, runs, jobs, about };
const chosen = guards.filter(({ name }) => name.includes(values.only));

if (values.help) {
  console.log(USAGE);
} else if (![seed, runs, jobs].every((number) => Number.isInteger(number) && number > 0)) {
  failWith(2, USAGE);
} else if (chosen.length === 0) {
  failWith(2, `no guard has "${values.only}" in its name`);
} else if (!existsSync(dist)) {
  failWith(2, `there is no build in ${dist}: run "npm run build" first`);
} else {
  const missing = findMissing(chosen, dist);
  if (missing.length > 0) failWith(1, missing.join("\n"));
  else if (values.check) console.log(`the texts of all ${chosen.length} guards are in the build`);
  else await playAll();
}

function failWith(code: number, text: string): void {
  console.error(text);
  process.exitCode = code;
}

async function playAll(): Promise<void> {
  // Runs that find something although nothing is taken away prove nothing.
  const { findings } = await playCampaign({ ...plan, dist });
  const without = [...new Set(findings.flatMap((found) => found.seed ?? []))];
  if (without.length > 0) console.error(`${without.length} runs find something as it is`);
  const rows: string[][] = [];
  for (const guard of chosen) {
    takeAway(guard, { dist, copy: COPY });
    const options = { ...plan, without, dist: COPY, untilFound: true };
    const [found] = (await playCampaign(options)).findings;
    const row = [guard.name, found?.kind ?? "NOTHING", String(found?.seed ?? "")];
    console.error(row.join(": "));
    rows.push(row);
  }
  rmSync(COPY, { recursive: true, force: true });
  const survivors = rows.filter(([, kind]) => kind === "NOTHING").length;
  console.log(renderTable(["taken away", "found by", "run"], rows));
  console.log(`\n${rows.length - survivors} of ${rows.length} found`);
  if (survivors > 0) process.exitCode = 1;
}

// Takes the guards of the built package away one by one, and shows that the campaign finds each. See
// docs/reliability.md.
import { existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { playCampaign } from "../campaign.mjs";
import { guards } from "./guards/all.mjs";
import { findMissing, takeAway } from "./takeAway.mjs";

const USAGE = `Usage: npm run faults:mutants -- [options]

  --runs <n>    runs for each mutant, at most; the first finding ends them (2000)
  --seed <n>    of the first run (1)
  --only <text> guards whose name contains this
  --about <text> only runs whose subject contains this
  --check       only looks whether the text of each guard is in the build
  --jobs <n>    processes (2)
  --dist <dir>  the build to take the guards from (dist)`;

// Inside the checkout, so that a copy finds the packages that it needs.
const COPY = fileURLToPath(new URL("../../coverage/mutant", import.meta.url));

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    jobs: { type: "string", default: "2" },
    only: { type: "string", default: "" },
    about: { type: "string", default: "" },
    check: { type: "boolean", default: false },
    dist: { type: "string", default: fileURLToPath(new URL("../../dist", import.meta.url)) },
    help: { type: "boolean", short: "h", default: false },
  },
});
const numbers = [values.seed, values.runs, values.jobs].map(Number);
const chosen = guards.filter(({ name }) => name.includes(values.only));

if (values.help) {
  console.log(USAGE);
} else if (!numbers.every((number) => Number.isInteger(number) && number > 0) || !chosen.length) {
  console.error(USAGE);
  process.exitCode = 2;
} else if (!existsSync(values.dist)) {
  console.error(`there is no build in ${values.dist}: run "npm run build" first`);
  process.exitCode = 2;
} else {
  const missing = findMissing(chosen, values.dist);
  for (const problem of missing) console.error(problem);
  if (missing.length > 0) process.exitCode = 1;
  else if (values.check) console.log(`the texts of all ${chosen.length} guards are in the build`);
  else await playAll(...numbers);
}

async function playAll(seed, runs, jobs) {
  const { dist, about } = values;
  const plan = { seed, runs, jobs, about };
  let survivors = 0;
  // Runs that find something although nothing is taken away prove nothing.
  const { findings } = await playCampaign({ ...plan, dist });
  const without = [...new Set(findings.map((found) => found.seed))];
  if (without.length > 0) console.error(`${without.length} runs find something as it is`);
  console.log("| taken away | found by | run |\n|---|---|---|");
  for (const guard of chosen) {
    takeAway(guard, { dist, copy: COPY });
    const { findings } = await playCampaign({ ...plan, without, dist: COPY, untilFound: true });
    const [found] = findings;
    if (!found) survivors += 1;
    console.log(`| ${guard.name} | ${found?.kind ?? "NOTHING"} | ${found?.seed ?? ""} |`);
  }
  rmSync(COPY, { recursive: true, force: true });
  console.log(`\n${chosen.length - survivors} of ${chosen.length} mutants found`);
  if (survivors > 0) process.exitCode = 1;
}

// Takes the guards of the built package away one by one, and shows that the campaign finds each. See
// docs/reliability.md.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { playCampaign } from "../campaign.mjs";
import { guards } from "./guards.mjs";

const USAGE = `Usage: npm run faults:mutants -- [options]

  --runs <n>    runs for each mutant, at most; the first finding ends them (2000)
  --seed <n>    of the first run (1)
  --only <text> guards whose name contains this
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
  await playAll(...numbers);
}

async function playAll(seed, runs, jobs) {
  let survivors = 0;
  console.log("| taken away | found by | run |\n|---|---|---|");
  for (const guard of chosen) {
    mutate(guard);
    const { findings } = await playCampaign({ seed, runs, jobs, dist: COPY, untilFound: true });
    const [found] = findings;
    if (!found) survivors += 1;
    console.log(`| ${guard.name} | ${found?.kind ?? "NOTHING"} | ${found?.seed ?? ""} |`);
  }
  rmSync(COPY, { recursive: true, force: true });
  console.log(`\n${chosen.length - survivors} of ${chosen.length} mutants found`);
  if (survivors > 0) process.exitCode = 1;
}

function mutate({ also, ...guard }) {
  rmSync(COPY, { recursive: true, force: true });
  cpSync(values.dist, COPY, { recursive: true });
  replace(guard);
  if (also) replace(also);
}

function replace({ file, text, instead }) {
  const path = join(COPY, file);
  const parts = readFileSync(path, "utf8").split(text);
  if (parts.length !== 2) {
    throw new Error(
      `${file} has ${parts.length - 1} times, not once, what a mutant replaces: ${text}`,
    );
  }
  writeFileSync(path, parts.join(instead));
}

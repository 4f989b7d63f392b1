// Waits for tasks with a real `pulumi up` while answers go wrong and processes are killed, and compares
// what is told and stored with the simulator's own record. See docs/reliability.md.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { renderCampaign } from "../table.mjs";
import { openWorld } from "../world.mjs";
import { playEngineRun } from "./playEngineRun.mjs";

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
const numbers = [values.seed, values.runs, values.jobs].map(Number);

if (values.help) {
  console.log(USAGE);
} else if (!numbers.every((number) => Number.isInteger(number) && number > 0)) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const told = await playAll(...numbers);
  if (values.json) console.log(JSON.stringify(told, null, 2));
  else console.log(`${renderCampaign(told)}\n\n${told.kills} times kill -9`);
  if (told.findings.length > 0) process.exitCode = 1;
}

async function playAll(seed, runs, jobs) {
  const startedAt = performance.now();
  const told = { seed, runs, kills: 0, requests: 0, waits: {}, faults: {}, findings: [] };
  const { simulator, shared, close } = await openWorld(
    fileURLToPath(new URL("../../dist", import.meta.url)),
  );
  // The way the tests drive the engine.
  const { createProject } = createRequire(import.meta.url)("../../test/support/pulumi/project.ts");
  const world = {
    kill: values.kill,
    startSimulator: simulator.startSimulator,
    shared,
    createProject,
  };
  const seeds = Array.from({ length: runs }, (_, n) => seed + n);
  const lane = async () => {
    for (let next = seeds.shift(); next !== undefined; next = seeds.shift()) {
      await playEngineRun(next, world).then(
        (run) => addUp(told, run),
        (error) =>
          told.findings.push({ seed: next, kind: "the campaign itself", detail: error.stack }),
      );
    }
  };
  await Promise.all(Array.from({ length: jobs }, lane));
  await close();
  return { ...told, seconds: Math.round((performance.now() - startedAt) / 100) / 10 };
}

function addUp(told, { seed, kills, requests, ups, faults, findings }) {
  if (!values.json)
    console.log(`run ${seed}: ${ups.join(", ")}${findings.length ? "  FOUND" : ""}`);
  told.kills += kills;
  told.requests += requests;
  for (const name of ups) told.waits[name] = (told.waits[name] ?? 0) + 1;
  for (const name of faults) told.faults[name] = (told.faults[name] ?? 0) + 1;
  told.findings.push(...findings.map((found) => ({ seed, ...found })));
}

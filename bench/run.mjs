// Plays the same tasks to this package and to the waiters of others, in virtual time, and tells how
// many queries each took and how late each noticed the end. See docs/benchmarks.md.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { compare } from "./compare.mjs";
import { families, makeTasks, unseenFamilies } from "./families.mjs";
import { makeMethods } from "./methods/all.mjs";
import { renderPlot } from "./plot.mjs";
import { buildIfMissing, installPeers } from "./prepare.mjs";
import { summarize } from "./summary.mjs";
import { renderOverview, renderTables } from "./table.mjs";

const USAGE = `Usage: npm run bench -- [options]

  --tasks <n>    tasks in each family (500)
  --seed <n>     another set of tasks (1)
  --only <text>  families whose name contains this
  --json         figures for machines
  --plot         also draw docs/benchmark-queries-delay.svg
  --dist <dir>   the build to measure (dist)`;

const PLOT = new URL("../docs/benchmark-queries-delay.svg", import.meta.url);

const { values } = parseArgs({
  options: {
    tasks: { type: "string", default: "500" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    json: { type: "boolean", default: false },
    plot: { type: "boolean", default: false },
    dist: { type: "string", default: fileURLToPath(new URL("../dist", import.meta.url)) },
    help: { type: "boolean", short: "h", default: false },
  },
});
const [count, seed] = [Number(values.tasks), Number(values.seed)];

if (values.help) {
  console.log(USAGE);
} else if (!(Number.isInteger(count) && count > 0 && Number.isInteger(seed) && someFamily())) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  await main();
}

async function main() {
  const dist = resolve(values.dist);
  buildIfMissing(dist);
  const load = installPeers();
  const methods = await makeMethods(pathToFileURL(`${dist}/`), load);
  const measured = await measure(methods, families);
  const unseen = await measure(methods, unseenFamilies);
  if (values.plot) writeFileSync(PLOT, renderPlot({ families: measured, unseen }, load));
  if (values.json) {
    console.log(JSON.stringify({ seed, tasks: count, families: measured, unseen }, null, 2));
    return;
  }
  console.log(`${count} tasks in each family, seed ${seed}; delays in seconds\n`);
  const sets = [measured, unseen].filter((set) => Object.keys(set).length > 0);
  console.log(sets.map(renderOverview).join("\n\n"));
  console.log(`\n${sets.flatMap(renderTables).join("\n\n")}`);
}

function someFamily() {
  return Object.keys({ ...families, ...unseenFamilies }).some((name) => name.includes(values.only));
}

async function measure(methods, set) {
  const compared = {};
  for (const family of Object.keys(set).filter((name) => name.includes(values.only))) {
    const tasks = makeTasks(family, { count, seed });
    const figures = {};
    for (const method of methods) figures[method.name] = summarize(await method.run(tasks, seed));
    compared[family] = compare(family, figures);
  }
  return compared;
}

// Plays the same tasks to this package and to the waiters of others, in virtual time, and says how
// many queries each took and how late each noticed the end. See docs/benchmarks.md.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildIfMissing, ownBuild } from "../shared/build.ts";
import { compare, type Comparison, type Comparisons } from "./compare.ts";
import { families, type Families, unseenFamilies } from "./families.ts";
import { makeMethods } from "./methods/all.ts";
import type { Method } from "./methods/method.ts";
import { installPeers } from "./peers.ts";
import { renderPlot } from "./plot.ts";
import { type Figures, summarize } from "./summary.ts";
import { renderOverview, renderTables } from "./table.ts";
import { makeTasks } from "./tasks.ts";

const USAGE = `Usage: npm run bench -- [options]

  --tasks <n>    tasks in each family (500)
  --seed <n>     another set of tasks (1)
  --only <text>  families whose name contains this
  --json         figures for machines
  --plot         also draw docs/benchmark-queries-delay.svg
  --dist <dir>   the build to measure (dist)`;

const PLOT = new URL("../../docs/benchmark-queries-delay.svg", import.meta.url);

const { values } = parseArgs({
  options: {
    tasks: { type: "string", default: "500" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    json: { type: "boolean", default: false },
    plot: { type: "boolean", default: false },
    dist: { type: "string", default: ownBuild },
    help: { type: "boolean", short: "h", default: false },
  },
});
const [count, seed] = [Number(values.tasks), Number(values.seed)];
const isUsable = Number.isInteger(count) && count > 0 && Number.isInteger(seed);
const wanted = [families, unseenFamilies].map((set) =>
  Object.keys(set).filter((name) => name.includes(values.only)),
);

if (values.help) {
  console.log(USAGE);
} else if (!isUsable || wanted.flat().length === 0) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  await main();
}

async function main(): Promise<void> {
  const dist = path.resolve(values.dist);
  buildIfMissing(dist);
  const load = installPeers();
  const methods = await makeMethods(dist, load);
  const measured = await measure(methods, families);
  const unseen = await measure(methods, unseenFamilies);
  if (values.plot) writeFileSync(PLOT, renderPlot({ measured, unseen }, load));
  if (values.json) {
    console.log(JSON.stringify({ seed, tasks: count, families: measured, unseen }, null, 2));
    return;
  }
  console.log(`${count} tasks in each family, seed ${seed}; delays in seconds\n`);
  const sets = [measured, unseen].filter((set) => Object.keys(set).length > 0);
  console.log(sets.map(renderOverview).join("\n\n"));
  console.log(`\n${sets.flatMap(renderTables).join("\n\n")}`);
}

async function measure(methods: readonly Method[], set: Families): Promise<Comparisons> {
  const compared: Record<string, Comparison> = {};
  for (const family of Object.keys(set).filter((name) => name.includes(values.only))) {
    const tasks = makeTasks(family, { count, seed });
    const figures: Record<string, Figures> = {};
    for (const method of methods) figures[method.name] = summarize(await method.run(tasks, seed));
    compared[family] = compare(family, figures);
  }
  return compared;
}

// Takes the parts of the forecast out of the built package one by one, and shows what each is worth:
// how much more a wait costs without it. See docs/decisions/forecast.md.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { families, unseenFamilies } from "../bench/families.ts";
import { makeOurs } from "../bench/methods/ours.ts";
import { type Figures, summarize } from "../bench/summary.ts";
import { makeTasks } from "../bench/tasks.ts";
import { ownBuild, root } from "../shared/build.ts";
import { renderTable } from "../shared/table.ts";
import { forecastParts } from "./forecastParts.ts";
import type { Part } from "./part.ts";
import { findMissing, takeAway } from "./takeAway.ts";

const USAGE = `Usage: node lab/ablation/forecast.ts [options]

  --tasks <n>      tasks in each family for each seed (300)
  --seeds <n,...>  sets of tasks (1,11,12,13)
  --only <text>    parts whose name contains this
  --dist <dir>     the build to take the parts from (dist)`;

/** Families by what the service says in them. */
const groups = {
  estimate: ["accurate", "noisy", "biased +50 %", "biased -40 %"],
  percentage: ["steps", "remain_time 0"],
  nothing: ["stuck at 99 %", "frozen at 30 %", "10 % jumps"],
  unseen: Object.keys(unseenFamilies),
};
const groupNames = ["estimate", "percentage", "nothing", "unseen"] as const;

/** Figures by family and seed. */
type Measured = Readonly<Record<string, readonly Figures[]>>;

const { values } = parseArgs({
  options: {
    tasks: { type: "string", default: "300" },
    seeds: { type: "string", default: "1,11,12,13" },
    only: { type: "string", default: "" },
    dist: { type: "string", default: ownBuild },
    help: { type: "boolean", short: "h", default: false },
  },
});
const { dist } = values;
const count = Number(values.tasks);
const seeds = values.seeds.split(",").map(Number);
const parts = forecastParts.filter(({ name }) => name.includes(values.only));

if (values.help) {
  console.log(USAGE);
} else if (![count, ...seeds].every((number) => Number.isInteger(number) && number > 0)) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const missing = findMissing(parts, dist);
  if (missing.length === 0) await main();
  else {
    console.error(missing.join("\n"));
    process.exitCode = 1;
  }
}

async function main(): Promise<void> {
  const complete = await measure(dist);
  const rows = [["nothing", ...groupNames.map((group) => `${delayOf(complete, group)} s late`)]];
  for (const [index, part] of parts.entries()) {
    const measured = await measureWithout(part, index);
    rows.push([part.name, ...groupNames.map((group) => change(group, { measured, complete }))]);
    console.error(rows.at(-1)?.join(" | "));
  }
  console.log(`${count} tasks in each family, seeds ${seeds.join(", ")}\n`);
  console.log(renderTable(["taken out", ...groupNames], rows));
}

/** Each part has a copy of its own, because a module that is loaded once is not loaded again. */
async function measureWithout(part: Part, index: number): Promise<Measured> {
  // Inside the checkout, so that a copy finds the packages that it needs.
  const copy = join(root, `coverage/forecast-${process.pid}-${index}`);
  takeAway(part, { dist, copy });
  try {
    return await measure(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function measure(build: string): Promise<Measured> {
  const method = await makeOurs(build);
  const measured: Record<string, Figures[]> = {};
  for (const family of Object.keys({ ...families, ...unseenFamilies })) {
    measured[family] = [];
    for (const seed of seeds) {
      const played = await method.run(makeTasks(family, { count, seed }), seed);
      measured[family].push(summarize(played));
    }
  }
  return measured;
}

/** How the cost changes: the mean, the least and the most of all seeds; and the mean delay. */
function change(
  group: keyof typeof groups,
  { measured, complete }: { measured: Measured; complete: Measured },
): string {
  const changes = seeds.map((_, index) => {
    const costs = (of: Measured) => groups[group].map((family) => of[family]?.[index]?.cost ?? NaN);
    const before = costs(complete);
    const ratios = costs(measured).map((cost, at) => cost / (before[at] ?? NaN));
    return 100 * (mean(ratios) - 1);
  });
  const range = [Math.min(...changes), Math.max(...changes)].map(signed).join(" to ");
  return `${signed(mean(changes))} % (${range}), ${delayOf(measured, group)} s`;
}

function delayOf(measured: Measured, group: keyof typeof groups): string {
  const figures = groups[group].flatMap((family) => measured[family] ?? []);
  return mean(figures.map(({ delay }) => delay)).toFixed(2);
}

function signed(number: number): string {
  return `${number < 0 ? "" : "+"}${number.toFixed(1)}`;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

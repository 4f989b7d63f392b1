// Many waits at once, over real sockets: this package beside one timer and one fetch for each wait.
// See docs/benchmarks-scale.md.
import path from "node:path";
import { parseArgs } from "node:util";
import { buildIfMissing, ownBuild } from "../shared/build.ts";
import { type Level, measure, type ScaleOptions, taskSeconds } from "./scale/measure.ts";
import { renderLevels, type ScaleRow } from "./scale/table.ts";

const USAGE = `Usage: npm run bench:scale -- [options]

  --levels <list>   waits at once (1,10,100,1000,10000)
  --methods <list>  ours and naive (ours,naive)
  --rps <n>         requests a second that ours may make (200)
  --seconds <n>     length of the tasks, on average; longer where the budget needs it (20)
  --same <n>        waits on the same task; 0 leaves this out (1000)
  --seed <n>        other lengths (1)
  --json            figures for machines
  --heap <mb>       with so many MB of heap too, where 10,000 or more wait; 0 leaves this out (256)
  --profile <name>  write a CPU profile of this method to the current folder

BENCH_DIST names the build to measure (dist).`;
const MANY = 10_000;

const { values } = parseArgs({
  options: {
    levels: { type: "string", default: "1,10,100,1000,10000" },
    methods: { type: "string", default: "ours,naive" },
    rps: { type: "string", default: "200" },
    seconds: { type: "string", default: "20" },
    same: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    heap: { type: "string", default: "256" },
    profile: { type: "string" },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) console.log(USAGE);
else await main();

async function main(): Promise<void> {
  const dist = path.resolve(process.env["BENCH_DIST"] ?? ownBuild);
  buildIfMissing(dist);
  const [rps, seconds, seed] = [values.rps, values.seconds, values.seed].map(Number);
  const options = { dist, rps: rps ?? NaN, seconds: seconds ?? NaN, seed: seed ?? NaN };
  const levels = await measureLevels({ ...options, profile: values.profile });
  const sameTask = Number(values.same) > 0 ? await measureSame(Number(values.same), options) : [];
  if (values.json) {
    console.log(JSON.stringify({ rps, levels, sameTask }, null, 2));
    return;
  }
  console.log(`budget of ours: ${values.rps} requests a second\n\n${renderLevels(levels)}`);
  if (sameTask.length > 0) console.log(`\nWaits on one task:\n\n${renderLevels(sameTask)}`);
}

async function measureLevels(options: ScaleOptions): Promise<ScaleRow[]> {
  const rows: ScaleRow[] = [];
  const heap = Number(values.heap);
  for (const waits of values.levels.split(",").map(Number)) {
    for (const method of values.methods.split(","))
      rows.push(await measureRow(`${waits} ${method}`, { method, waits }, options));
    // The heap grows to several times what is alive where nothing limits it.
    if (waits >= MANY && heap > 0) {
      const label = `${waits} ours, heap of ${heap} MB`;
      rows.push(await measureRow(label, { method: "ours", waits }, { ...options, heap }));
    }
  }
  return rows;
}

/** The same task for one wait and for many. */
async function measureSame(many: number, options: ScaleOptions): Promise<ScaleRow[]> {
  const rows: ScaleRow[] = [];
  for (const waits of [1, many]) {
    const level = { method: "ours", waits, sameTask: true };
    rows.push(await measureRow(`${waits} on one task`, level, options));
  }
  return rows;
}

async function measureRow(label: string, level: Level, options: ScaleOptions): Promise<ScaleRow> {
  const seconds = taskSeconds(level.sameTask ? 1 : level.waits, options);
  // Beside the figures, so that these can be piped.
  process.stderr.write(`${label}: tasks of about ${seconds} s\n`);
  return { label, method: level.method, figures: await measure(level, options) };
}

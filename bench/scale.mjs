// Many waits at once, over real sockets: this package beside one timer and one fetch for each wait.
// See docs/benchmarks-scale.md.
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { measure, taskSeconds } from "./scale/measure.mjs";
import { renderLevels } from "./scale/table.mjs";

const USAGE = `Usage: node bench/scale.mjs [options]

  --levels <list>   waits at once (1,10,100,1000,10000)
  --methods <list>  ours and naive (ours,naive)
  --rps <n>         requests a second that ours may make (200)
  --seconds <n>     length of the tasks, on average; longer where the budget needs it (20)
  --same <n>        waits on the same task; 0 leaves this out (1000)
  --seed <n>        other lengths (1)
  --json            figures for machines
  --heap <mb>       with so many MB of heap too, where 10,000 or more wait; 0 leaves this out (256)
  --profile <name>  write a CPU profile of this method to the current folder

BENCH_DIST names the build to measure (../dist).`;
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

async function main() {
  const folder = process.env.BENCH_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
  const options = {
    dist: pathToFileURL(`${resolve(folder)}/`).href,
    rps: Number(values.rps),
    seconds: Number(values.seconds),
    seed: Number(values.seed),
    profile: values.profile,
  };
  const rows = [];
  for (const waits of values.levels.split(",").map(Number)) {
    for (const method of values.methods.split(",")) {
      tell(`${waits} waits, ${method}: tasks of about ${taskSeconds(waits, options)} s`);
      const figures = await measure(method, { waits }, options);
      rows.push({ label: `${waits} ${method}`, method, figures });
    }
    if (waits >= MANY && Number(values.heap) > 0)
      rows.push(await measureInLittleHeap(waits, options));
  }
  const same = Number(values.same) > 0 ? await measureSame(Number(values.same), options) : [];
  if (values.json) {
    console.log(JSON.stringify({ rps: options.rps, levels: rows, sameTask: same }, null, 2));
    return;
  }
  console.log(`budget of ours: ${options.rps} requests a second\n\n${renderLevels(rows)}`);
  if (same.length > 0) console.log(`\nWaits on one task:\n\n${renderLevels(same)}`);
}

/** The heap grows to several times what is alive where nothing limits it. */
async function measureInLittleHeap(waits, options) {
  tell(`${waits} waits, ours, in a heap of ${values.heap} MB`);
  const figures = await measure("ours", { waits }, { ...options, heap: values.heap });
  return { label: `${waits} ours, heap of ${values.heap} MB`, method: "ours", figures };
}

/** The same task for one wait and for many. */
async function measureSame(many, options) {
  const rows = [];
  for (const waits of [1, many]) {
    tell(`${waits} waits on the same task`);
    const figures = await measure("ours", { waits, sameTask: true }, options);
    rows.push({ label: `${waits} on one task`, method: "ours", figures });
  }
  return rows;
}

/** Beside the figures, so that these can be piped. */
function tell(text) {
  process.stderr.write(`${text}\n`);
}

// Plays many programs of one account, each with waits of its own, against one service with a limit for
// the account, in virtual time. See docs/benchmarks-scale.md.
import { parseArgs } from "node:util";
import { buildIfMissing, ownBuild } from "../shared/build.ts";
import { renderTable } from "../shared/table.ts";
import { type FleetFigures, figuresOf } from "./fleet/figures.ts";
import { makeFixed, makeOwn } from "./fleet/methods.ts";
import { playFleet } from "./fleet/playFleet.ts";

const USAGE = `Usage: npm run bench:fleet -- [options]

  --fleet <p>x<w>  p processes with w waits each; may be repeated (1x100, 50x20)
  --limit <n>      requests per second that the service allows the account (200)
  --rate <n>       budget of each process of this package; may be repeated (5, 20)
  --seed <n>       other tasks (1)
  --dist <dir>     the build to measure (dist)`;

const { values } = parseArgs({
  options: {
    fleet: { type: "string", multiple: true, default: ["1x100", "50x20"] },
    limit: { type: "string", default: "200" },
    rate: { type: "string", multiple: true, default: ["5", "20"] },
    seed: { type: "string", default: "1" },
    dist: { type: "string", default: ownBuild },
    help: { type: "boolean", short: "h", default: false },
  },
});
const [perSecond, seed] = [Number(values.limit), Number(values.seed)];
const fleets = values.fleet.map((text) => text.split("x").map(Number));
const numbers = [perSecond, ...values.rate.map(Number), ...fleets.flat()];
const isUsable =
  numbers.every((number) => number > 0) &&
  fleets.every(({ length }) => length === 2) &&
  Number.isInteger(seed);

if (values.help) {
  console.log(USAGE);
} else if (!isUsable) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  await main();
}

async function main(): Promise<void> {
  buildIfMissing(values.dist);
  const own = await Promise.all(values.rate.map((rate) => makeOwn(values.dist, Number(rate))));
  const methods = [
    ...own,
    makeFixed("every 10 s, as Terraform", 10_000),
    makeFixed("every 2 s", 2_000),
  ];
  const limits = { perSecond, burst: perSecond, perWindow: perSecond * 300 };
  const rows: string[][] = [];
  for (const [processes = 1, waits = 1] of fleets) {
    for (const method of methods) {
      const played = await playFleet({ processes, waits, limits, seed }, method);
      rows.push([`${processes} x ${waits}`, method.name, ...cellsOf(figuresOf(played))]);
    }
  }
  console.log(`${perSecond} requests/s for the account, seed ${seed}; delays in seconds\n`);
  const head = ["fleet", "method", "requests/s", "answered/s", "429"];
  console.log(renderTable([...head, "gave up", "mean delay", "p95", "Jain's index"], rows));
}

function cellsOf(figures: FleetFigures): string[] {
  const { offered, goodput, refused, gaveUp, meanDelay, p95Delay, fairness } = figures;
  return [
    ...[offered.toFixed(1), goodput.toFixed(1), `${(refused * 100).toFixed(1)} %`],
    ...[String(gaveUp), meanDelay.toFixed(2), p95Delay.toFixed(2), fairness.toFixed(3)],
  ];
}

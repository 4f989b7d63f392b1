// One process of a campaign: gets its runs from the parent, and sends back what came of them.
import { setTimeout } from "node:timers";
import { count, emptySum, type Part, type Sum } from "./part.ts";
import { type PlayedRun, playRun } from "./playRun.ts";
import { takeOver } from "./virtualWorld.ts";
import { openWorld, type World } from "./world.ts";

/** Runs at the same time. */
const LANES = 16;
/** What keeps a process from ending, by Node's names. */
const OPEN = /Timeout|Immediate|TCP|TLS|HTTP|FSReq|GetAddrInfo/;

process.once("message", (part) => {
  void playPart(part as Part).then((sum) => process.send?.(sum));
});

async function playPart(part: Part): Promise<Sum> {
  const sum = emptySum();
  const complain = (kind: string, seed?: number) => (error: unknown) => {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    sum.findings.push({ seed, kind, detail });
  };
  process.on("unhandledRejection", complain("unhandled rejection"));
  process.on("uncaughtException", complain("uncaught exception"));
  process.on("warning", complain("warning"));
  // A proxy of this machine is none of the runs.
  const proxies = Object.keys(process.env).filter((name) => /_proxy$/i.test(name));
  for (const name of proxies) Reflect.deleteProperty(process.env, name);
  const world = await openWorld(part.dist);
  takeOver();
  await playSeeds(part, sum, { world, complain });
  for (const path of world.strays) {
    sum.findings.push({ kind: "request to another host", detail: path });
  }
  await world.close();
  for (const what of await whatIsLeft()) sum.findings.push({ kind: "left open", detail: what });
  return sum;
}

interface Playing {
  readonly world: World;
  readonly complain: (kind: string, seed: number) => (error: unknown) => void;
}

async function playSeeds(part: Part, sum: Sum, { world, complain }: Playing): Promise<void> {
  const left = [...part.seeds];
  const lane = async () => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      if (part.untilFound && sum.findings.length > 0) return;
      await playRun(seed, world).then(
        (run) => {
          addUp(sum, run, part);
        },
        complain("the campaign itself", seed),
      );
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

function addUp(sum: Sum, { seed, trace, ...run }: PlayedRun, { isTraced }: Part): void {
  sum.requests += run.requests;
  count(sum.waits, run.outcomes);
  count(sum.faults, run.faults);
  sum.findings.push(...run.findings.map((found) => ({ seed, ...found })));
  if (isTraced) sum.traces.push(trace);
}

/** Timers and sockets that are still there after all servers have closed. */
async function whatIsLeft(): Promise<string[]> {
  let left: string[] = [];
  for (let n = 0; n < 50; n += 1) {
    left = process.getActiveResourcesInfo().filter((name) => OPEN.test(name));
    if (left.length <= 1) return [];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return left;
}

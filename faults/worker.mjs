// One process of a campaign: gets its runs from the parent, and sends back what came of them.
import { setTimeout } from "node:timers";
import { playRun } from "./playRun.mjs";
import { takeOver } from "./virtualWorld.mjs";
import { openWorld } from "./world.mjs";

/** Runs at the same time. */
const LANES = 16;
/** What keeps a process from ending, by Node's names. */
const OPEN = /Timeout|Immediate|TCP|TLS|HTTP|FSReq|GetAddrInfo/;

process.once("message", (part) => {
  playPart(part).then((told) => process.send(told));
});

async function playPart({ seeds, dist, isTraced, untilFound }) {
  const told = { requests: 0, outcomes: {}, faults: {}, findings: [], traces: [] };
  const complain = (kind, seed) => (error) =>
    told.findings.push({ seed, kind, detail: error.stack ?? String(error) });
  process.on("unhandledRejection", complain("unhandled rejection"));
  process.on("uncaughtException", complain("uncaught exception"));
  process.on("warning", complain("warning"));
  // A proxy of this machine is none of the runs.
  for (const name of Object.keys(process.env)) {
    if (/_proxy$/i.test(name)) delete process.env[name];
  }
  const world = await openWorld(dist);
  takeOver();
  const left = [...seeds];
  const lane = async () => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      if (untilFound && told.findings.length > 0) return;
      await playRun(seed, world, { isTraced }).then(
        (run) => addUp(told, run),
        complain("the campaign itself", seed),
      );
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  for (const path of world.strays)
    told.findings.push({ kind: "request to another host", detail: path });
  await world.close();
  for (const what of await whatIsLeft()) told.findings.push({ kind: "left open", detail: what });
  return told;
}

function addUp(told, { seed, requests, outcomes, faults, findings, trace }) {
  told.requests += requests;
  for (const name of outcomes) told.outcomes[name] = (told.outcomes[name] ?? 0) + 1;
  for (const name of faults) told.faults[name] = (told.faults[name] ?? 0) + 1;
  told.findings.push(...findings.map((found) => ({ seed, ...found })));
  if (trace) told.traces.push(trace);
}

/** Timers and sockets that are still there after all servers have closed. */
async function whatIsLeft() {
  let left = [];
  for (let n = 0; n < 50; n += 1) {
    left = process.getActiveResourcesInfo().filter((name) => OPEN.test(name));
    if (left.length <= 1) return [];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return left;
}

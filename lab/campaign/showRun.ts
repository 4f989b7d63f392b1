import type { Report } from "./campaign.ts";
import { makePlan } from "./makePlan.ts";

/** Prints one run: its plan, every request with what came of it, and how its waits ended. */
export function showRun({ seed, traces = [], findings }: Report): void {
  console.log(JSON.stringify(makePlan(seed), null, 2));
  const [trace = { log: [], waits: [] }] = traces;
  for (const {
    at,
    path,
    client = "",
    task = "",
    class: its = "",
    kind = "",
    listed,
  } of trace.log) {
    const what = `${client} ${path} ${task}`.padEnd(20);
    const says = listed ? Object.values(listed).slice(0, 3).join(" ") || "not in the list" : kind;
    console.log(`${inSeconds(at)}  ${what} ${its.padEnd(9)} ${says}`);
  }
  for (const { at, startedAt, outcome, endedAt, message } of trace.waits) {
    console.log(`wait ${at}, ${inSeconds(startedAt)} to ${inSeconds(endedAt)}: ${outcome}`);
    if (message) console.log(`             ${message}`);
  }
  for (const { kind, detail } of findings) console.log(`FOUND: ${kind}: ${detail}`);
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).padStart(9)} s`;
}

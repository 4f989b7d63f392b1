import { setImmediate } from "node:timers/promises";
import { judgeKeys } from "./judge/keys.mjs";
import { judgeRequests } from "./judge/requests.mjs";
import { judgeUps } from "./judge/ups.mjs";
import { judgeWait } from "./judge/waits.mjs";

/**
 * Compares what waits and single queries told with the simulator's own record of the task and with
 * what was really answered. The client's view counts for nothing.
 */
export async function judge(stage, { waits = [], looks = [], ups = [] }, { isStuck, listeners }) {
  if (isStuck) return [{ kind: "never ended", detail: "a wait went on for ever" }];
  // What is left of an aborted query may have its turn yet.
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
  return [
    ...waits.flatMap((wait) => judgeWait(stage, wait)),
    ...looks.flatMap((look) => judgeLook(stage, look)),
    ...judgeUps(stage, ups),
    ...judgeRequests(stage, [...waits, ...ups]),
    ...judgeKeys(stage),
    ...judgeLeftovers(stage, { all: [...waits, ...looks, ...ups], listeners }),
  ];
}

/** A single query gives what was answered, or an error where that was no answer. */
function judgeLook({ log }, { name, answer, error }) {
  const last = log.entries.filter(({ client }) => client === name).at(-1);
  const isReadable = ["true", "untrue"].includes(last?.class);
  if (isReadable === (answer !== undefined)) return [];
  const told = answer ? JSON.stringify(answer).slice(0, 100) : error.message;
  return [{ kind: "false answer", detail: `${name}: ${last?.kind} was told as ${told}` }];
}

function judgeLeftovers(stage, { all, listeners }) {
  const found = [];
  const note = (detail) => found.push({ kind: "left open", detail });
  const { clock, keys, openRequests } = stage;
  if (clock.pending > 0) note(`${clock.pending} sleeps or timers`);
  if (openRequests > 0) note(`${openRequests} requests`);
  if (listeners > 0) note(`${listeners} listeners on the caller's signals`);
  const endMark = Math.max(0, ...all.map((one) => one.endMark));
  const calls = keys.calls.filter(({ mark }) => mark > endMark).length;
  if (calls > 0) note(`credentials were asked for ${calls} times after the end`);
  return found;
}

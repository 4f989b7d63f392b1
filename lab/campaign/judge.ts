import { setImmediate } from "node:timers/promises";
import { judgeKeys } from "./judge/keys.ts";
import { judgeRequests } from "./judge/requests.ts";
import type { RunStage } from "./judge/story.ts";
import { judgeUps } from "./judge/ups.ts";
import { judgeWait } from "./judge/waits.ts";
import type { Finding, Told, ToldLook } from "./told.ts";

interface Ending {
  /** Nothing happens any more. */
  readonly isStuck: boolean;
  /** On the signals of the waits. */
  readonly listeners: number;
}

/**
 * Compares what waits and single queries told with the simulator's own record of the task and with
 * what was really answered. The client's view counts for nothing.
 */
export async function judge(
  stage: RunStage,
  { waits, looks, ups }: Told,
  { isStuck, listeners }: Ending,
): Promise<Finding[]> {
  if (isStuck) return [{ kind: "never ended", detail: "a wait went on for ever" }];
  // What is left of an aborted query may have its turn yet.
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
  const endMark = Math.max(0, ...[...waits, ...looks, ...ups].map((one) => one.endMark));
  return [
    ...waits.flatMap((wait) => judgeWait(stage, wait)),
    ...looks.flatMap((look) => judgeLook(stage, look)),
    ...judgeUps(stage, ups),
    ...judgeRequests(stage, [...waits, ...ups]),
    ...judgeKeys(stage),
    ...judgeLeftovers(stage, { endMark, listeners }),
  ];
}

/** A single query gives what was answered, or an error where that was no answer. */
function judgeLook({ log }: RunStage, { name, answer, error }: ToldLook): Finding[] {
  const last = log.entries.findLast(({ client }) => client === name);
  const isReadable = last?.class === "true" || last?.class === "untrue";
  if (isReadable === (answer !== undefined)) return [];
  const told = answer ? JSON.stringify(answer).slice(0, 100) : error?.message;
  return [
    { kind: "false answer", detail: `${name}: ${last?.kind ?? ""} was told as ${told ?? ""}` },
  ];
}

function judgeLeftovers(
  { clock, keys, openRequests }: RunStage,
  { endMark, listeners }: { readonly endMark: number; readonly listeners: number },
): Finding[] {
  const calls = keys.calls.filter(({ mark }) => mark > endMark).length;
  const left: [count: number, what: string][] = [
    [clock.pending, "sleeps or timers"],
    [openRequests, "requests"],
    [listeners, "listeners on the caller's signals"],
    [calls, "calls of a source of credentials after the end"],
  ];
  return left
    .filter(([count]) => count > 0)
    .map(([count, what]) => ({ kind: "left open", detail: `${count} ${what}` }));
}

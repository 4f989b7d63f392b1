import type { Dice } from "../dice.ts";
import { makeView } from "./lists.ts";
import { firstClient, firstWait, type Plan } from "./plan.ts";
import { passing, stretch, troubleOfAll } from "./stretches.ts";
import { makeTask } from "./task.ts";

const SECOND = 1_000;
const THROTTLING = [
  "429 of a window of minutes",
  "429 without Retry-After",
  "429 with Retry-After above five minutes",
  "503 of the service",
];

/** The service is there from the first request on, but does not answer it for minutes. */
export function busyFromTheStart(is: Dice, plan: Plan): void {
  const until = is.chance(0.8) ? is.spread(65 * SECOND, 520 * SECOND) : Infinity;
  plan.spells = [{ kind: is.pick(THROTTLING), from: 0, until }];
}

/** Nothing answers at all, for longer than the wait may take. */
export function silence(is: Dice, plan: Plan): void {
  const paths = is.chance(0.3) ? (["iam"] as const) : undefined;
  if (paths) firstClient(plan).knowsProject = false;
  const kind = is.chance(0.4) ? "time-out before the headers" : is.pick(troubleOfAll);
  plan.spells = [{ kind, paths, from: 0, until: Infinity }];
  firstWait(plan).timeoutMs = is.spread(1_000, 50_000);
}

/** Many tasks of one instance, with few requests a second to be made. */
export function crowd(is: Dice, plan: Plan): void {
  plan.task = makeTask(is, { longestMs: 120 * SECOND });
  const rates = Array.from({ length: is.integer(1, 3) }, () => is.pick([1, 2, 2, 5, 5]));
  plan.clients = rates.map((requestsPerSecond) => ({ ...firstClient(plan), requestsPerSecond }));
  const count = is.integer(6, 20);
  plan.taskNames = ["task", ...Array.from({ length: count - 1 }, (_, at) => `task-${at + 2}`)];
  plan.waits = plan.taskNames.map((task, at) => ({
    ...firstWait(plan),
    ...{ task, client: at % rates.length },
    maxDelayMs: is.pick([5, 10, 20]) * SECOND,
  }));
  const some = is.random();
  if (some < 0.3) allVanish(is, plan);
  else if (some < 0.6) plan.limit = { perSecond: is.pick([1, 2, 3]) };
  else if (some < 0.9) scatter(is, plan);
  if (is.chance(0.1)) plan.events.push({ kind: "wait aborted", at: is.spread(1, 30_000) });
}

function allVanish(is: Dice, plan: Plan): void {
  const at = Math.round(is.spread(2_000, 60_000));
  plan.events = [{ kind: "record purged, known to the list", at }];
  if (is.chance(0.5)) plan.list = { ...makeView(is), pageSize: Infinity };
}

/** Trouble now and then, which for some comes first. */
function scatter(is: Dice, plan: Plan): void {
  plan.faults = Array.from({ length: 40 }, (_, at) =>
    is.chance(0.3) ? stretch(is, passing, { from: 3 * at + 1, count: is.integer(1, 3) }) : [],
  ).flat();
}

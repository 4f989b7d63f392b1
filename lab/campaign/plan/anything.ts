import {
  early,
  names,
  passing,
  stretch,
  someCount,
  trouble,
  troubleOfAll,
  unclear,
} from "./stretches.ts";
import type { Dice } from "../dice.ts";
import {
  type EventDetails,
  type EventKind,
  firstWait,
  type Plan,
  type PlannedEvent,
  type PlannedTask,
  type Stretch,
} from "./plan.ts";
import { lengthOf, withOddities } from "./task.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const NEVER_FINISHED = { kind: "a word in another language at 100 %" };
const LIST_REFUSALS = ["403", "400 for good", "404 in HTML"];

/** Anything at any time. */
export function anything(is: Dice, plan: Plan): void {
  plan.task = withOddities(is, plan.task);
  plan.events = makeEvents(is, plan.task);
  plan.faults = makeFaults(is);
  plan.listFaults = is.chance(0.15)
    ? stretch(is, trouble, { from: 1, count: is.integer(1, 3) })
    : [];
  plan.iamFaults = is.chance(0.1) ? stretch(is, trouble, { from: 1, count: is.integer(1, 3) }) : [];
  const first = firstWait(plan);
  const isOne = is.chance(0.8);
  plan.waits = Array.from({ length: isOne ? 1 : is.integer(2, 4) }, () => ({ ...first }));
  for (const wait of plan.waits) {
    if (is.chance(0.15)) wait.timeoutMs = is.spread(5_000, HOUR);
    if (lengthOf(plan.task) < 5 * MINUTE && is.chance(0.3)) wait.maxDelayMs = 10_000;
  }
  if (is.chance(0.05)) endForGood(is, plan);
  if (is.chance(0.03) && plan.events.length === 0) neverEndingTrouble(is, plan);
  if (is.chance(0.02)) {
    plan.faults.push({ kind: is.pick(["401", "403"]), from: is.integer(1, 5), count: Infinity });
  }
  // Steps that never say that they are finished: the list alone tells.
  if (is.chance(0.03)) {
    plan.faults = [{ ...NEVER_FINISHED, from: 1, count: Infinity, afterEnd: true }];
  }
  // The list is asked for where the record is gone, and may refuse.
  const isGone = plan.events.some(({ kind }) => kind === "record purged, known to the list");
  if (isGone && is.chance(0.5)) {
    plan.listFaults = [{ kind: is.pick(LIST_REFUSALS), from: 1, count: is.integer(2, 4) }];
  }
}

/** What no waiting can fix. */
function endForGood(is: Dice, plan: Plan): void {
  const kind = is.pick(is.chance(0.5) ? unclear : early);
  plan.faults.unshift({ kind, from: early.includes(kind) ? 1 : is.integer(1, 4), count: Infinity });
}

function neverEndingTrouble(is: Dice, plan: Plan): void {
  const from = is.chance(0.3) ? 0 : Math.round(lengthOf(plan.task) * is.random());
  plan.spells = [{ kind: is.pick(troubleOfAll), from, until: Infinity }];
}

function makeEvents(is: Dice, task: PlannedTask): PlannedEvent[] {
  const totalMs = lengthOf(task);
  const events: PlannedEvent[] = [];
  const maybe = (probability: number, kind: EventKind, more: EventDetails = {}) => {
    const at = Math.round(totalMs * is.between(0, 1.05));
    if (is.chance(probability)) events.push({ kind, at, ...more });
  };
  maybe(0.04, "instance deleted");
  maybe(0.05, "record purged, known to the list");
  maybe(0.1, "keys renewed");
  maybe(0.02, "keys expired for good");
  maybe(0.04, "clock jumps", { byMs: is.pick([-HOUR, HOUR]) });
  maybe(0.06, "simulator killed and restarted", {
    forMs: Math.round(is.spread(1_000, 8 * MINUTE)),
  });
  maybe(0.06, "machine suspended", { forMs: Math.round(is.spread(10_000, 10 * HOUR)) });
  maybe(0.05, "wait aborted", { onRequest: is.chance(0.5) });
  maybe(0.05, "one of several waits aborted", { onRequest: is.chance(0.5) });
  return events;
}

function makeFaults(is: Dice): Stretch[] {
  const stretches = is.pick([0, 1, 1, 2, 2, 3, 4]);
  return Array.from({ length: stretches }, () => {
    const afterEnd = is.chance(0.4);
    const from = afterEnd ? 1 : is.integer(1, 12);
    // Refusals and the like end a wait, so they are rarer than in the list of kinds.
    const some = is.chance(0.12) ? names : passing;
    return stretch(is, some, { from, count: someCount(is), afterEnd });
  }).flat();
}

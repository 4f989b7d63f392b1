import type { Dice } from "../dice.ts";
import { firstWait, type Plan } from "./plan.ts";
import { troubleOfAll } from "./stretches.ts";
import { lengthOf, makeTask } from "./task.ts";

const HOUR = 3_600_000;

/** Waits of several clients, in up to three regions, with a key that is not, or no longer, good. */
export function badKey(is: Dice, plan: Plan): void {
  plan.task = makeTask(is, { longestMs: 60_000 });
  plan.hosts = is.integer(1, 3);
  const knowsProject = is.chance(0.5);
  plan.clients = Array.from({ length: plan.hosts * is.integer(1, 2) }, (_, at) => ({
    host: at % plan.hosts,
    knowsProject,
  }));
  const count = is.integer(2, 20);
  plan.taskNames = ["task", "task-2", "task-3"];
  plan.waits = Array.from({ length: count }, (_, at) => ({
    ...firstWait(plan),
    task: is.pick(plan.taskNames),
    client: at % plan.clients.length,
  }));
  plan.keys = is.pick(["wrong", "stale"]);
  if (is.chance(0.3)) {
    plan.events.push({ kind: "one of several waits aborted", at: 0, onRequest: true });
  }
}

/** The key is refused now and then, and good again at once. */
export function refusedNowAndThen(is: Dice, plan: Plan): void {
  const step = is.integer(2, 3);
  plan.faults = [1, 2, 3, 4].map((at) => ({ kind: "401", from: at * step, count: 1 }));
  firstWait(plan).maxDelayMs = 10_000;
}

/** One wait after the other by the same client, the first of which ends with a refused key. */
export function anotherKey(is: Dice, plan: Plan): void {
  plan.events = [{ kind: "keys expired for good", at: lengthOf(plan.task) * is.between(0, 0.9) }];
  plan.waits.push({
    ...firstWait(plan),
    follows: 0,
    afterMs: is.spread(1_000, HOUR),
    before: ["keys renewed"],
  });
}

/** The machine's clock jumps by hours, once or more. */
export function clockJumps(is: Dice, plan: Plan): void {
  const jumps = Array.from({ length: is.integer(1, 3) }, () => ({
    kind: "clock jumps" as const,
    at: Math.round(lengthOf(plan.task) * is.between(0, 1)),
    byMs: is.pick([-1, 1]) * Math.round(is.spread(0.3 * HOUR, 12 * HOUR)),
  }));
  plan.events = jumps;
  if (is.chance(0.3)) plan.waits.push({ ...firstWait(plan) });
  if (is.chance(0.2)) plan.faults = [{ kind: "401", from: is.integer(2, 6), count: 1 }];
  // The way to the service breaks with the jump, so that the corrected request has no answer.
  if (is.chance(0.4)) {
    const lastsMs = is.spread(1_000, 120_000);
    plan.spells = jumps.map(({ at }) => ({
      kind: is.pick(troubleOfAll),
      from: at,
      until: at + lastsMs,
    }));
  }
}

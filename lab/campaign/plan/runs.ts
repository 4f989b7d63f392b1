import type { Dice } from "../dice.ts";
import { makeView } from "./lists.ts";
import { type EventKind, firstClient, firstWait, type Plan } from "./plan.ts";
import { early } from "./stretches.ts";
import { lengthOf } from "./task.ts";

const HOUR = 3_600_000;

/** A wait that ends before its task, and one of a later process that goes on with it. */
export function twoRuns(is: Dice, plan: Plan): void {
  const totalMs = lengthOf(plan.task);
  const first = firstWait(plan);
  plan.clients.push({ ...firstClient(plan) });
  first.timeoutMs = totalMs * is.between(0.1, 1.2);
  if (is.chance(0.2)) plan.events.push({ kind: "wait aborted", at: totalMs * is.between(0, 0.9) });
  const purged: EventKind = "record purged, known to the list";
  plan.waits.push({
    ...first,
    ...{ client: 1, timeoutMs: 3 * HOUR, follows: 0, isResumed: true },
    afterMs: is.spread(1_000, 2 * HOUR),
    before: is.pick<readonly EventKind[]>([
      [purged],
      [purged],
      ["record purged, and not in the list"],
      [],
    ]),
  });
  if (is.chance(0.4)) plan.list = makeView(is);
}

/** Further waits, for the same task or for another one, begin while the first one goes on. */
export function lateComers(is: Dice, plan: Plan): void {
  const totalMs = lengthOf(plan.task);
  if (is.chance(0.4)) {
    anotherTask(is, plan);
    return;
  }
  const more = Array.from({ length: is.integer(1, 3) }, () => ({
    ...firstWait(plan),
    startsAt: Math.round(totalMs * is.between(0, 1.1)),
  }));
  plan.waits.push(...more);
}

/** A wait for another task of the same client begins just when a wrong address seems to answer. */
function anotherTask(is: Dice, plan: Plan): void {
  const startsAt = Math.round(lengthOf(plan.task) * is.between(0.1, 0.9));
  plan.taskNames = ["task", "task-2"];
  plan.waits.push({ ...firstWait(plan), task: "task-2", startsAt });
  const until = startsAt + is.between(500, 40_000);
  plan.spells = [{ kind: is.pick(early), paths: ["progress", "list"], from: startsAt, until }];
}

import type { Dice } from "../dice.ts";
import type { Plan, PlannedEvent, PlannedUp, ResourceKind, Spell } from "./plan.ts";
import { early, passing, stretch, trouble, troubleOfAll } from "./stretches.ts";
import { lengthOf, makeTask } from "./task.ts";

const MINUTE = 60_000;
const KINDS: readonly ResourceKind[] = ["a task by its id", "a task by its name", "all tasks"];
const LAST_LOOKS = ["403", "401", ...trouble];

/**
 * A resource that waits, through several runs of `pulumi up`, each in a process of its own. Things go
 * wrong in all but the last one, which begins when the task has ended.
 */
export function severalUps(is: Dice, plan: Plan): void {
  plan.task = makeTask(is, { longestMs: 20 * MINUTE });
  const totalMs = lengthOf(plan.task);
  if (is.chance(0.1)) {
    plan.task = { ...plan.task, settlesForSeconds: Math.round(is.spread(2, 100)) };
  }
  const kind = is.pick(KINDS);
  const count = kind === "all tasks" ? is.integer(1, 3) : 1;
  plan.taskNames = ["task", "task-2", "task-3"].slice(0, count);
  plan.waits = [];
  plan.resource = {
    kind,
    onFailure: is.pick(["error", "error", "record"]),
    onTimeout: is.pick(["error", "error", "record"]),
    ups: Array.from({ length: is.integer(1, 3) }, () => makeUp(is, totalMs)),
  };
  plan.events = makeEvents(is, totalMs);
  plan.faults = is.chance(0.4)
    ? stretch(is, is.chance(0.2) ? early : passing, {
        from: is.integer(1, 8),
        count: is.integer(1, 4),
      })
    : [];
  // The last look for tasks that were started meanwhile, too.
  plan.listFaults = is.chance(0.4)
    ? stretch(is, LAST_LOOKS, { from: is.integer(1, 4), count: is.integer(1, 3) })
    : [];
  if (is.chance(0.2)) {
    const from = totalMs * is.random();
    plan.spells = [{ kind: is.pick(troubleOfAll), from, until: from + is.spread(1_000, 40_000) }];
  } else if (kind === "all tasks" && is.chance(0.3)) {
    plan.spells = [lastLookRefused(is, totalMs)];
  }
}

/** The list, which is read once more when all tasks have ended, is refused from just before then on. */
function lastLookRefused(is: Dice, totalMs: number): Spell {
  const from = totalMs - 1_000;
  return { kind: is.pick(["403", "401"]), paths: ["list"], from, until: from + 2 * MINUTE };
}

function makeUp(is: Dice, totalMs: number): PlannedUp {
  return {
    afterMs: Math.round(is.spread(100, 10 * MINUTE)),
    timeoutSeconds: is.chance(0.5) ? 3_600 : Math.ceil((totalMs * is.between(0.1, 1.2)) / 1000),
    wait: is.chance(0.85),
    refreshes: is.chance(0.2),
    ...(is.chance(0.25) && {
      cancel: is.chance(0.5)
        ? { afterMs: Math.round(totalMs * is.random()) }
        : { onRequest: is.integer(1, 8) },
    }),
  };
}

function makeEvents(is: Dice, totalMs: number): PlannedEvent[] {
  if (is.chance(0.4)) return [];
  const kind = is.chance(0.75)
    ? "record purged, known to the list"
    : "record purged, and not in the list";
  return [{ kind, at: Math.round(totalMs * is.between(0.1, 2)) }];
}

import type { Dice } from "../dice.ts";
import { firstWait, type Plan } from "./plan.ts";
import { early, passing, stretch, trouble } from "./stretches.ts";
import { lengthOf } from "./task.ts";

/** Errors of IAM or its gateway, with a code. */
const coded = trouble.filter((name) => /^(?:429|50\d of the service|503 with)/.test(name));

/** IAM is asked for the project, and gives no answer, or says that there is none. */
export function strangeIam(is: Dice, plan: Plan): void {
  for (const client of plan.clients) client.knowsProject = false;
  if (is.chance(0.4)) {
    wrongAddressBehindIam(is, plan);
    return;
  }
  const kind = is.pick([
    "IAM in maintenance",
    "IAM in maintenance",
    "IAM: projects are null",
    "a project that IAM does not know",
    "two projects of one name",
  ]);
  const isForGood = kind.includes("project") && !kind.startsWith("IAM");
  plan.iamFaults = [{ kind, from: 1, count: isForGood ? Infinity : is.integer(1, 4) }];
  if (is.chance(0.4)) plan.waits.push({ ...firstWait(plan) });
}

/** IAM has trouble and then gives the project, but the address of DCS is another one's. */
function wrongAddressBehindIam(is: Dice, plan: Plan): void {
  plan.iamFaults = [{ kind: is.pick(coded), from: 1, count: is.integer(1, 3) }];
  plan.spells = [{ kind: is.pick(early), paths: ["progress", "list"], from: 0, until: Infinity }];
}

/** What would end a wait at its start, in the middle of one. */
export function otherAnswerInTheMiddle(is: Dice, plan: Plan): void {
  plan.faults = [
    { kind: is.pick(early), from: is.integer(2, 5), count: is.integer(1, 3) },
    { kind: is.pick(early), from: 1, count: 1, afterEnd: true },
  ];
}

/** Single queries beside a wait, each at a time at which something goes wrong. */
export function looks(is: Dice, plan: Plan): void {
  const totalMs = lengthOf(plan.task);
  plan.looks = Array.from({ length: is.integer(1, 4) }, () => ({
    at: Math.round(totalMs * is.between(0, 1)),
    retries: is.pick([0, 2]),
  }));
  plan.spells = plan.looks.flatMap(({ at }) => {
    const one = stretch(is, [...passing, ...early, "401", "403"], { from: 1, count: 1 });
    if (!is.chance(0.8)) return [];
    const until = at + is.between(1, 15_000);
    return one.map(({ kind }) => ({ kind, paths: ["progress"], from: at, until }));
  });
}

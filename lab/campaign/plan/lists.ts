import type { Dice } from "../dice.ts";
import { firstWait, type ListPlan, type Plan } from "./plan.ts";
import { lengthOf } from "./task.ts";

const NEVER_FINISHED = "a word in another language at 100 %";
const UNDER_WAY = "steps under way without a progress";
const DISAGREEING = [
  "100 % without a step",
  "a sub-step cancelled beside its repetition",
  "a sub-step failed beside its repetition",
  "a failed sub-step in a step with an unknown word",
  UNDER_WAY,
  NEVER_FINISHED,
];
/** What a progress query may say of a task that shows no progress. */
const NO_VIEW = [
  "404 for a moment",
  "400 of a task that shows no progress",
  "nulls everywhere",
  "an error with 200",
  "500 of the service",
];

/** The progress says what the list does not, for a while or for good. */
export function disagreement(is: Dice, plan: Plan): void {
  const kind = is.pick(DISAGREEING);
  // What says that the task goes on is believed for as long as it is said.
  const canLast = kind !== UNDER_WAY && is.chance(0.3);
  plan.faults = [
    { kind, from: 1, count: canLast ? Infinity : is.integer(1, 6), afterEnd: true },
    { kind: is.pick(DISAGREEING), from: is.integer(1, 4), count: is.integer(1, 6) },
  ];
  if (is.chance(0.5)) plan.list = makeView(is);
}

/** 100 % that stands for long, and at last the list alone says that it is the end. */
export function settling(is: Dice, plan: Plan): void {
  plan.task = { ...plan.task, settlesForSeconds: Math.round(is.spread(25, 300)) };
  plan.faults = [{ kind: NEVER_FINISHED, from: 1, count: Infinity, afterEnd: true }];
  if (is.chance(0.3)) plan.list = makeView(is);
  if (is.chance(0.3)) plan.listFaults = [{ kind: "503 in HTML", from: is.integer(1, 3), count: 1 }];
}

/** The progress is not there, from the start or from some time on; the list is. */
export function listAlone(is: Dice, plan: Plan): void {
  const from = is.chance(0.6) ? 0 : Math.round(lengthOf(plan.task) * is.random());
  plan.spells = [{ kind: is.pick(NO_VIEW), paths: ["progress"], from, until: Infinity }];
  if (is.chance(0.6)) plan.list = makeView(is);
  if (is.chance(0.2)) plan.listFaults = [{ kind: "503 in HTML", from: is.integer(1, 3), count: 1 }];
}

/** The record is gone for a moment, and the list does not know the task at that time. */
export function glitch(is: Dice, plan: Plan): void {
  const from = Math.round(lengthOf(plan.task) * is.between(0.1, 1));
  const until = from + is.between(1_000, 9_000);
  firstWait(plan).maxDelayMs = is.pick([2_000, 10_000, 60_000]);
  plan.spells = [{ kind: "404 for a moment", paths: ["progress"], from, until }];
  plan.list = { ...makeView(is), lateMs: is.chance(0.7) ? until : 0 };
}

/** How the instance's list shows the task: among others, in short pages, late. */
export function makeView(is: Dice): ListPlan {
  const many = is.chance(0.6);
  return {
    newer: many ? is.integer(90, 130) : is.integer(0, 20),
    ...(many && is.chance(0.6) && { pageSize: is.pick([40, 50, 99]) }),
    count: is.pick(["number", "number", "text", "absent"]),
    odd: is.chance(0.4) ? is.integer(1, 4) : 0,
    ids: is.chance(0.3) ? "dashed" : "plain",
    ...(is.chance(0.3) && { word: "PAUSED" }),
    ...(is.chance(0.3) && { lateMs: Math.round(is.spread(1_000, 60_000)) }),
  };
}

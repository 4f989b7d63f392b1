import type { TaskRecord } from "pulumi-huaweicloud-dcs/simulator";
import type { ResourcePlan } from "../plan/plan.ts";
import type { EndedEntry } from "../requestLog.ts";
import type { ToldUp } from "../told.ts";
import type { RunStage } from "./story.ts";

/** What judging an `up` takes. */
export interface JudgingUp {
  /** Notes something that is wrong. */
  readonly note: (kind: string, detail: string) => void;
  readonly resource: ResourcePlan;
}

/** The status that a task really has. */
export function truthOf({ plan }: RunStage, record: TaskRecord | undefined): string {
  if (record?.endedAt === undefined) return "RUNNING";
  return plan.task.steps.some(({ fails }) => fails) ? "FAILED" : "SUCCEEDED";
}

/** An earlier run has recorded, and accepted, that the time was up. What was interrupted it has not. */
export function isAccepted({ onTimeout }: ResourcePlan, { before }: ToldUp): boolean {
  return onTimeout === "record" && before !== undefined && !before.isPartial;
}

/** Whether the list knew all tasks at the end, and said so when it was last asked. */
export function isToBeFound(stage: RunStage, up: ToldUp): boolean {
  const last = answersOf(stage, up).findLast(({ path }) => path === "list");
  return up.isKnown && last?.class !== "refused";
}

/** What an `up` was answered. What comes at the moment of Ctrl-C may be too late. */
export function answersOf(
  { log }: RunStage,
  { startMark, endMark, cancelledAt = Infinity }: ToldUp,
): EndedEntry[] {
  return log.ended.filter(
    ({ ended, endedAt }) => ended > startMark && ended < endMark && endedAt < cancelledAt,
  );
}

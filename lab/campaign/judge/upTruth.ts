import type { TaskRecord } from "pulumi-huaweicloud-dcs/simulator";
import type { ResourcePlan } from "../plan/plan.ts";
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

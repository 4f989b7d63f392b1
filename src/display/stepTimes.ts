import { hasZone, parseServiceTime } from "../serviceTime";
import type { StepDetail, SubStepDetail } from "../taskProgress";

export { hasZone, parseServiceTime };

/** Statuses of a step or sub-step that has ended. */
const endStatuses: readonly (string | undefined)[] = ["FINISH", "FAILED", "CANCELED"];

/**
 * How long a step or sub-step took, by the service's own times.
 *
 * @returns seconds; `undefined` if it has not ended (the service gives running steps an end time too),
 *   if a time is missing or unreadable, if only one has a time zone, or if it ends before it begins
 */
export function secondsTaken(detail: StepDetail | SubStepDetail): number | undefined {
  const { beginTime = "", endTime = "" } = detail;
  if (!endStatuses.includes(statusOfDetail(detail)) || hasZone(beginTime) !== hasZone(endTime)) {
    return undefined;
  }
  const seconds = (parseServiceTime(endTime) - parseServiceTime(beginTime)) / 1000;
  return seconds >= 0 ? seconds : undefined;
}

/** The status of a step, or of a sub-step. */
export function statusOfDetail(detail: StepDetail | SubStepDetail): string | undefined {
  return "subStepDetails" in detail ? detail.stepStatus : detail.subStepStatus;
}

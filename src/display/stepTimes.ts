import { hasZone, parseServiceTime } from "../serviceTime";
import type { StepDetail, SubStepDetail } from "../taskProgress";

export { hasZone, parseServiceTime };

/** Both words for the status of a step, and of a sub-step, that has ended. */
const ended: readonly (string | undefined)[] = ["FINISH", "FAILED", "CANCELED"];

/**
 * Seconds that a step or sub-step took, by the service's own times. `undefined` where they do not
 * tell: it has not ended (the service gives an end to steps that still run), a time is missing or
 * unreadable, the two are of different formats, or the end is before the begin.
 */
export function secondsTaken(detail: StepDetail | SubStepDetail): number | undefined {
  const { beginTime = "", endTime = "" } = detail;
  if (!ended.includes(statusOfDetail(detail)) || hasZone(beginTime) !== hasZone(endTime)) {
    return undefined;
  }
  const seconds = (parseServiceTime(endTime) - parseServiceTime(beginTime)) / 1000;
  return seconds >= 0 ? seconds : undefined;
}

/** The status of a step, or of a sub-step. */
export function statusOfDetail(detail: StepDetail | SubStepDetail): string | undefined {
  return "subStepDetails" in detail ? detail.stepStatus : detail.subStepStatus;
}

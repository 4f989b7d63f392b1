import type { StepDetail, SubStepDetail } from "../taskProgress";

const ZONE = /(?:z|[+-]\d\d:?\d\d)$/i;

/** Both words for the status of a step, and of a sub-step, that has ended. */
const ended: readonly (string | undefined)[] = ["FINISH", "FAILED", "CANCELED"];

/**
 * Milliseconds of a time as the service writes it: `2022-09-01T11:52:24.000Z`, or
 * `2022-09-01 11:52:24` without saying of which zone, which is read as UTC. NaN if it is no time.
 */
export function parseServiceTime(text: string): number {
  return Date.parse(ZONE.test(text) ? text : `${text.replace(" ", "T")}Z`);
}

/** Whether a time says of which zone it is. */
export function hasZone(text: string): boolean {
  return ZONE.test(text);
}

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

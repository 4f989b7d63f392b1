import { hasZone, parseServiceTime, secondsTaken } from "../../display/stepTimes";
import type { StepDetail, SubStepDetail } from "../../taskProgress";
import { stateOf } from "./chartState";

/** What is known of a task beside its steps. */
interface TaskTime {
  /** Whether the task has ended. */
  readonly isOver: boolean;
  /** The time until which a running step has lasted, in milliseconds since 1970. Default: unknown. */
  readonly nowMs?: number | undefined;
}

/**
 * How long a task took, or has taken so far, by the times of its steps.
 *
 * @returns seconds; `undefined` if a step lacks one of its times, if they are out of order, or if only
 *   some have a time zone
 */
export function taskSeconds(
  steps: readonly StepDetail[],
  { isOver, nowMs }: TaskTime,
): number | undefined {
  const parts = steps.flatMap(partsOf).filter((part) => stateOf(part) !== "waiting");
  const mustHaveTimes = parts.filter((part) => isOver || stateOf(part) !== "running");
  if (mustHaveTimes.some((part) => secondsTaken(part) === undefined)) return undefined;
  const begins = parts.flatMap(({ beginTime }) => readable(beginTime));
  const ends = parts.flatMap(({ endTime }) => readable(endTime));
  if (new Set([...begins, ...ends].map(hasZone)).size > 1) return undefined;
  const end = ends.map(parseServiceTime).reduce((a, b) => Math.max(a, b), nowMs ?? -Infinity);
  const begin = begins.map(parseServiceTime).reduce((a, b) => Math.min(a, b), Infinity);
  const seconds = (end - begin) / 1000;
  return seconds >= 0 ? seconds : undefined;
}

/** A step, or its sub-steps if only they have times. */
function partsOf(step: StepDetail): readonly (StepDetail | SubStepDetail)[] {
  const isTimed = [step.beginTime, step.endTime].some((text) => readable(text).length > 0);
  return isTimed || step.subStepDetails.length === 0 ? [step] : step.subStepDetails;
}

/** The text of a time, or nothing if it is no time. */
export function readable(text = ""): string[] {
  return Number.isNaN(parseServiceTime(text)) ? [] : [text];
}

import { statusOfDetail } from "../../display/stepTimes";
import type { StepDetail, SubStepDetail } from "../../taskProgress";

/** The state of a step, which decides the colour of its bar. */
export type ChartState = "done" | "failed" | "running" | "waiting";

const states: ReadonlyMap<string, ChartState> = new Map([
  ["FINISH", "done"],
  ["FAILED", "failed"],
  ["CANCELED", "failed"],
  ["WAITING", "waiting"],
]);

/** A status that the API page does not list means "not finished". */
export function stateOf(detail: StepDetail | SubStepDetail): ChartState {
  const unfinished = detail.beginTime ? "running" : "waiting";
  return states.get(statusOfDetail(detail) ?? "") ?? unfinished;
}

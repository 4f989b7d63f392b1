import { printable } from "../../printable";
import { hasZone, parseServiceTime, secondsTaken, statusOfDetail } from "../../display/stepTimes";
import type { StepDetail, SubStepDetail } from "../../taskProgress";
import type { ReportedTask } from "./reportedTask";

/** What a bar is about: its colour. */
export type ChartState = "done" | "failed" | "running" | "waiting";

/** One step or sub-step of a chart. Texts are safe to show. */
export interface ChartRow {
  /** `2/3` of a step, `2.1` of a sub-step. */
  readonly number: string;
  readonly name: string;
  readonly isSubStep: boolean;
  readonly state: ChartState;
  /** The service's own word. */
  readonly status: string;
  /** Of what failed. */
  readonly code: string;
  /** Free text of a sub-step. */
  readonly detail: string;
  /** Texts as the service gives them. */
  readonly beginTime: string;
  readonly endTime: string;
  /** Seconds, where the service's times tell. */
  readonly taken: number | undefined;
  /** Milliseconds since 1970, zone-less times being read as UTC; absent where unknown. */
  readonly bar?: { readonly beginMs: number; readonly endMs: number };
}

/** The steps of a task on an axis of time. */
export interface TimeChart {
  readonly title: string;
  readonly facts: readonly string[];
  readonly rows: readonly ChartRow[];
  readonly beginMs: number;
  readonly endMs: number;
  /** Whether the service said of which zone its times are. */
  readonly hasZone: boolean;
}

/**
 * Lays the steps of a task out on an axis of time. What still runs ends at the last time that is
 * known: `nowMs` where it is comparable, else the latest of the service's times.
 */
export function layOutChart(task: ReportedTask, nowMs?: number): TimeChart {
  const details = task.stepDetails.flatMap((step) => [step, ...step.subStepDetails]);
  const texts = details.flatMap(({ beginTime = "", endTime = "" }) => [beginTime, endTime]);
  const given = texts.filter((text) => !Number.isNaN(parseServiceTime(text)));
  const isZoned = given.every(hasZone);
  const times = given.map(parseServiceTime);
  const runs = details.some((detail) => stateOf(detail) === "running");
  const latest = Math.max(...times, isZoned && runs && nowMs !== undefined ? nowMs : -Infinity);
  const rows = task.stepDetails.flatMap((step, index) => [
    toRow(step, `${index + 1}/${task.stepDetails.length}`, latest),
    ...step.subStepDetails.map((sub, at) => toRow(sub, `${index + 1}.${at + 1}`, latest)),
  ]);
  return {
    title: task.title,
    facts: task.facts,
    rows,
    beginMs: times.length > 0 ? Math.min(...times) : 0,
    endMs: times.length > 0 ? latest : 0,
    hasZone: isZoned,
  };
}

function toRow(detail: StepDetail | SubStepDetail, number: string, latest: number): ChartRow {
  const isSubStep = !("subStepDetails" in detail);
  const { beginTime = "", endTime = "", errorCode = "" } = detail;
  const state = stateOf(detail);
  const beginMs = parseServiceTime(beginTime);
  // The service gives an end to steps that still run.
  const endMs = state === "running" ? latest : parseServiceTime(endTime);
  const name = isSubStep ? detail.subStepName : detail.stepName;
  return {
    number,
    name: printable(name ?? "") || "step",
    isSubStep,
    state,
    status: printable(statusOfDetail(detail) ?? "?"),
    code: state === "failed" ? printable(errorCode) : "",
    detail: isSubStep ? printable(detail.detail ?? "") : "",
    beginTime: printable(beginTime),
    endTime: state === "running" ? "" : printable(endTime),
    taken: secondsTaken(detail),
    ...(state !== "waiting" && endMs >= beginMs && { bar: { beginMs, endMs } }),
  };
}

const states: ReadonlyMap<string, ChartState> = new Map([
  ["FINISH", "done"],
  ["FAILED", "failed"],
  ["CANCELED", "failed"],
  ["WAITING", "waiting"],
]);

/** Words that the API page does not list mean "not finished". */
function stateOf(detail: StepDetail | SubStepDetail): ChartState {
  const unfinished = detail.beginTime ? "running" : "waiting";
  return states.get(statusOfDetail(detail) ?? "") ?? unfinished;
}

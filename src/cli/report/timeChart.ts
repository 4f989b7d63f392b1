import { renderDuration } from "../../display/duration";
import { printable } from "../../printable";
import { hasZone, parseServiceTime, secondsTaken, statusOfDetail } from "../../display/stepTimes";
import type { StepDetail, SubStepDetail } from "../../taskProgress";
import type { ReportedTask } from "./reportedTask";
import { judge, type Verdict } from "./verdict";

/** The state of a step, which decides the colour of its bar. */
export type ChartState = "done" | "failed" | "running" | "waiting";

/** One step or sub-step of a chart. Texts are safe to show. */
export interface ChartRow {
  /** `2/3` for a step, `2.1` for a sub-step. */
  readonly number: string;
  readonly name: string;
  readonly isSubStep: boolean;
  readonly state: ChartState;
  /** The service's status word. */
  readonly status: string;
  /** Error code of a failed step, else empty. */
  readonly code: string;
  /** Free text of a sub-step. */
  readonly detail: string;
  /** Times as the service writes them. */
  readonly beginTime: string;
  readonly endTime: string;
  /** Duration in seconds; undefined without both times. */
  readonly taken: number | undefined;
  /** Milliseconds since 1970; times without a zone are read as UTC. Absent if unknown. */
  readonly bar?: { readonly beginMs: number; readonly endMs: number };
}

/** The steps of a task on an axis of time. */
export interface TimeChart {
  readonly title: string;
  readonly verdict: Verdict;
  readonly facts: readonly string[];
  readonly rows: readonly ChartRow[];
  readonly beginMs: number;
  readonly endMs: number;
  /** Whether the service's times have a zone. */
  readonly hasZone: boolean;
}

/**
 * Lays out the steps of a task on a time axis. Running steps end at the latest known time: `nowMs` if
 * it is comparable with the service's times, else the latest of these.
 */
export function layOutChart(task: ReportedTask, nowMs?: number): TimeChart {
  const details = task.stepDetails.flatMap((step) => [step, ...step.subStepDetails]);
  const texts = details.flatMap(({ beginTime = "", endTime = "" }) => [beginTime, endTime]);
  const given = texts.filter((text) => !Number.isNaN(parseServiceTime(text)));
  const isZoned = given.every(hasZone);
  const times = given.map(parseServiceTime);
  const runs = details.some((detail) => stateOf(detail) === "running");
  const now = isZoned && runs && nowMs !== undefined ? nowMs : -Infinity;
  // Not Math.max(...times): the arguments of a call are limited, and the steps are not.
  const latest = times.reduce((one, other) => Math.max(one, other), now);
  const earliest = times.reduce((one, other) => Math.min(one, other), Infinity);
  const rows = task.stepDetails.flatMap((step, index) => [
    toRow(step, `${index + 1}/${task.stepDetails.length}`, latest),
    ...step.subStepDetails.map((sub, at) => toRow(sub, `${index + 1}.${at + 1}`, latest)),
  ]);
  const [beginMs, endMs] = times.length > 0 ? [earliest, latest] : [0, 0];
  return {
    title: task.title,
    verdict: judge(task, times.length > 0 ? (endMs - beginMs) / 1000 : undefined),
    ...{ facts: task.facts, rows, beginMs, endMs, hasZone: isZoned },
  };
}

/** The facts of a task, with the begin and the length of its chart. */
export function factsOf({ facts, rows, beginMs, endMs, hasZone: isZoned }: TimeChart): string[] {
  if (!rows.some(({ bar }) => bar)) return [...facts, "the service gave no times"];
  const begin = new Date(beginMs).toISOString().replace("T", " ").slice(0, 19);
  const zone = isZoned ? " UTC" : " (no time zone given)";
  return [...facts, `from ${begin}${zone}`, renderDuration((endMs - beginMs) / 1000)];
}

function toRow(detail: StepDetail | SubStepDetail, number: string, latest: number): ChartRow {
  const isSubStep = !("subStepDetails" in detail);
  const { beginTime = "", endTime = "", errorCode = "" } = detail;
  const state = stateOf(detail);
  const beginMs = parseServiceTime(beginTime);
  // The service gives running steps an end time too.
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

/** A status that the API page does not list means "not finished". */
function stateOf(detail: StepDetail | SubStepDetail): ChartState {
  const unfinished = detail.beginTime ? "running" : "waiting";
  return states.get(statusOfDetail(detail) ?? "") ?? unfinished;
}

import { renderDuration } from "../../display/duration";
import { printable } from "../../printable";
import { hasZone, parseServiceTime, secondsTaken, statusOfDetail } from "../../display/stepTimes";
import type { StepDetail, SubStepDetail } from "../../taskProgress";
import { type ChartState, stateOf } from "./chartState";
import type { ReportedTask } from "./reportedTask";
import { readable, taskSeconds } from "./taskSeconds";
import { judge, type Verdict } from "./verdict";

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
  /** When the task began, in milliseconds since 1970; undefined if the service gave no begin. */
  readonly beganMs: number | undefined;
  /** How long the task took, or has taken so far, in seconds; undefined if the times do not tell. */
  readonly seconds: number | undefined;
  /** Whether the service's times have a zone. */
  readonly hasZone: boolean;
}

/**
 * Lays out the steps of a task on a time axis. Running steps end at the latest known time: `nowMs` if
 * it is comparable with the service's times, else the latest of these.
 */
export function layOutChart(task: ReportedTask, nowMs?: number): TimeChart {
  const { stepDetails } = task;
  const details = stepDetails.flatMap((step) => [step, ...step.subStepDetails]);
  const begins = details.flatMap(({ beginTime }) => readable(beginTime));
  const given = [...begins, ...details.flatMap(({ endTime }) => readable(endTime))];
  const isZoned = given.every(hasZone);
  const isOver = ["succeeded", "failed"].includes(judge(task, undefined).state);
  const runs = !isOver && details.some((detail) => stateOf(detail) === "running");
  const comparableMs = isZoned && runs ? nowMs : undefined;
  const times = given.map(parseServiceTime);
  // Not Math.max(...times): the arguments of a call are limited, and the steps are not.
  const latest = times.reduce((a, b) => Math.max(a, b), comparableMs ?? -Infinity);
  const rows = stepDetails.flatMap((step, index) => [
    toRow(step, `${index + 1}/${stepDetails.length}`, latest),
    ...step.subStepDetails.map((sub, at) => toRow(sub, `${index + 1}.${at + 1}`, latest)),
  ]);
  const [beginMs, endMs] = times.length > 0 ? [earliestOf(times), latest] : [0, 0];
  const beganMs = begins.length > 0 ? earliestOf(begins.map(parseServiceTime)) : undefined;
  const seconds = taskSeconds(stepDetails, { isOver, nowMs: comparableMs });
  return {
    ...{ title: task.title, verdict: judge(task, seconds), facts: task.facts },
    ...{ rows, beginMs, endMs, beganMs, seconds, hasZone: isZoned },
  };
}

function earliestOf(times: readonly number[]): number {
  return times.reduce((a, b) => Math.min(a, b), Infinity);
}

/** The facts of a task, with its begin and how long it took. */
export function factsOf({ facts, beganMs, seconds, hasZone: isZoned }: TimeChart): string[] {
  if (beganMs === undefined) return [...facts, "the service gave no times"];
  const begin = new Date(beganMs).toISOString().replace("T", " ").slice(0, 19);
  const zone = isZoned ? " UTC" : " (no time zone given)";
  const took = seconds === undefined ? [] : [renderDuration(seconds)];
  return [...facts, `from ${begin}${zone}`, ...took];
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

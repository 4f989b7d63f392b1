import type { StepDetail, SubStepDetail, TaskProgress } from "../../taskProgress";
import { classify } from "../../wait/classify";
import { outputText } from "./outputText";
import { findTimeSpan } from "./timeSpan";

/** How a task stood when it was last looked at. `UNKNOWN`: its record was gone. `NONE`: there was none. */
export type BackgroundTaskStatus = "SUCCEEDED" | "FAILED" | "RUNNING" | "UNKNOWN" | "NONE";

/** What the state keeps of a task. Plain JSON. */
export interface TaskResult {
  /** Absent where there was no task, or a job without one. */
  readonly taskId?: string;
  /** The task's name, where it is known. */
  readonly taskName?: string;
  /** How the task stood when it was last looked at. */
  readonly status: BackgroundTaskStatus;
  /** Percent, 0-100. */
  readonly progress: number;
  /** Seconds left as the service estimated them. */
  readonly remainTime?: number;
  /** The task's steps and sub-steps, field for field the service's. */
  readonly stepDetails: readonly StepDetail[];
  /** Steps and sub-steps that were left out of `stepDetails`, to keep the state small. */
  readonly omittedDetails: number;
  /** Earliest begin of the steps, text as the service gives it. */
  readonly startedAt?: string;
  /** Latest end of the steps, text as the service gives it. */
  readonly finishedAt?: string;
  /** Requests for progress that the last wait used. */
  readonly attempts: number;
}

/** What a result is made of. */
export interface ResultParts {
  readonly taskId?: string | undefined;
  readonly taskName?: string | undefined;
  readonly status: BackgroundTaskStatus;
  /** The last readable answer. */
  readonly answer?: TaskProgress | undefined;
  readonly attempts: number;
}

const MAX_STEPS = 50;
const MAX_SUB_STEPS_OF_A_STEP = 50;
/** Of all sub-steps together, in characters of JSON. */
const MAX_SUB_STEPS_LENGTH = 200_000;

/** Makes a result, whose size is bounded whatever the service sends. */
export function composeResult(parts: ResultParts): TaskResult {
  const { taskId, taskName, status, answer, attempts } = parts;
  const steps = answer?.stepDetails ?? [];
  const kept = keepDetails(steps);
  const { startedAt, finishedAt } = findTimeSpan(steps);
  return {
    ...(taskId !== undefined && { taskId: outputText(taskId) }),
    ...(taskName !== undefined && { taskName: outputText(taskName) }),
    status,
    progress: answer?.progress ?? 0,
    ...(answer?.remainTime !== undefined && { remainTime: answer.remainTime }),
    stepDetails: kept,
    omittedDetails: countDetails(steps) - countDetails(kept),
    ...(startedAt !== undefined && { startedAt: outputText(startedAt) }),
    ...(finishedAt !== undefined && status !== "RUNNING" && { finishedAt: outputText(finishedAt) }),
    attempts,
  };
}

/** A result from a state, which anyone may have written: see the readers below. */
export function parseResult(saved: Readonly<Record<string, unknown>>): TaskResult {
  return saved as unknown as TaskResult;
}

const statuses: readonly BackgroundTaskStatus[] = [
  "SUCCEEDED",
  "FAILED",
  "RUNNING",
  "UNKNOWN",
  "NONE",
];

/** The status of a result from a state; `UNKNOWN` for a word that this package does not write. */
export function statusOfResult({ status }: TaskResult): BackgroundTaskStatus {
  return statuses.includes(status) ? status : "UNKNOWN";
}

/** The answer that a result from a state was made of; `undefined` if it cannot be read. */
export function answerOfResult(result: TaskResult): TaskProgress | undefined {
  const { progress, remainTime, stepDetails } = result;
  const answer = { progress, ...(remainTime !== undefined && { remainTime }), stepDetails };
  return classify(answer) === "malformed" ? undefined : answer;
}

function keepDetails(steps: readonly StepDetail[]): StepDetail[] {
  let left = MAX_SUB_STEPS_LENGTH;
  const fits = (subStep: SubStepDetail) => (left -= JSON.stringify(subStep).length) >= 0;
  return steps.slice(0, MAX_STEPS).map((step) => ({
    ...clipTexts(step),
    subStepDetails: step.subStepDetails
      .slice(0, MAX_SUB_STEPS_OF_A_STEP)
      .map(clipTexts)
      .filter(fits),
  }));
}

function countDetails(steps: readonly StepDetail[]): number {
  return steps.reduce((sum, step) => sum + 1 + step.subStepDetails.length, 0);
}

function clipTexts<T extends object>(detail: T): T {
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [
      name,
      typeof value === "string" ? outputText(value) : value,
    ]),
  ) as T;
}

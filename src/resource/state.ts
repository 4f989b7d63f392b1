import type { StepDetail, SubStepDetail } from "../taskProgress";
import type { WaitOutcome } from "../wait/waitResult";
import { outputText } from "./outputText";
import { parseServiceTime } from "../display/stepTimes";
import type { BackgroundTaskStatus, TargetState, TaskResult } from "./target";

type Properties = Readonly<Record<string, unknown>>;

/** Names of what {@link TaskResult} holds. */
export const taskResultNames: readonly (keyof TaskResult)[] = [
  "taskId",
  "taskName",
  "status",
  "progress",
  "remainTime",
  "stepDetails",
  "omittedDetails",
  "startedAt",
  "finishedAt",
  "attempts",
];

/** Where the task is. */
export type Place = Readonly<Record<"region" | "projectId", unknown>>;

/** What a state says of the wait itself. */
export interface Ending {
  /** Default: those of one task. */
  readonly resultNames?: readonly string[];
  /**
   * Tasks created since then have not been judged: milliseconds since 1970 by the service's clock.
   */
  readonly since?: number | undefined;
  /** Whether there was more to wait for, or it was not known, when the wait failed. */
  readonly isOpen?: boolean;
  /** Whether the resource has never come to a good end, so that its create is to be resumed. */
  readonly isCreating?: boolean;
}

/**
 * Puts a state together: the inputs, where the task is, and how it stands. An input that says which
 * name to look for makes room for the name that was found, where `resultNames` has it.
 */
export function assembleState(
  inputs: object,
  place: Place,
  result: object,
  { resultNames = taskResultNames, since, isOpen = false, isCreating = false }: Ending = {},
): Record<string, unknown> {
  const { taskName, ...others }: Properties = { ...inputs };
  const isShadowed = resultNames.includes("taskName");
  return {
    ...others,
    ...(taskName !== undefined && { [isShadowed ? "__taskName" : "taskName"]: taskName }),
    ...place,
    ...result,
    // Names of what was given as inputs, since `region` and others are also found elsewhere.
    __inputs: Object.keys(inputs).filter((name) => name !== "__provider"),
    ...(since !== undefined && { __since: new Date(since).toISOString() }),
    ...(isOpen && { __open: true }),
    ...(isCreating && { __creating: true }),
  };
}

/** Since when tasks are not judged yet, of a state; `undefined` in those of 0.1.0. */
export function savedSince(state: Properties): number | undefined {
  const at = Date.parse(String(state["__since"]));
  return Number.isNaN(at) ? undefined : at;
}

/**
 * The inputs that a state was made of; of a resource that a program gets by its id, those that it
 * gives, which are among `inputNames`.
 */
export function givenInputs(
  state: Properties,
  inputNames: readonly string[] = [],
): Record<string, unknown> {
  const { __inputs: names = inputNames } = state;
  const known = Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  const { __taskName: taskName } = state;
  return { ...pick(state, known), ...(taskName !== undefined && { taskName }) };
}

/** How the task stood, of a state. */
export function savedResult(
  state: Properties,
  resultNames: readonly string[] = taskResultNames,
): Record<string, unknown> {
  return pick(state, resultNames);
}

function pick(from: Properties, names: readonly string[]): Record<string, unknown> {
  const there = names.filter((name) => Object.hasOwn(from, name));
  return Object.fromEntries(there.map((name) => [name, from[name]]));
}

const MAX_STEPS = 50;
const MAX_SUB_STEPS = 50;
/** Of sub-steps, all together, in characters of JSON. */
const MAX_SUB_STEPS_TEXT = 200_000;

/** The status that an ending is recorded as. */
export function toStatus(outcome: WaitOutcome): BackgroundTaskStatus {
  switch (outcome) {
    case "succeeded":
      return "SUCCEEDED";
    case "failed":
      return "FAILED";
    case "timedOut":
    case "aborted":
      return "RUNNING";
    case "lost":
      return "UNKNOWN";
  }
}

/** What the state keeps of a target; of none, that there was none. */
export function toResult(state?: TargetState): TaskResult {
  if (state?.saved) return state.saved;
  const { target, status = "NONE", answer, attempts = 0 } = state ?? {};
  const steps = answer?.stepDetails ?? [];
  let left = MAX_SUB_STEPS_TEXT;
  const fits = (subStep: SubStepDetail) => (left -= JSON.stringify(subStep).length) >= 0;
  const kept = steps.slice(0, MAX_STEPS).map((step) => ({
    ...clipTexts(step),
    subStepDetails: step.subStepDetails.slice(0, MAX_SUB_STEPS).map(clipTexts).filter(fits),
  }));
  const startedAt = extremeTime(steps, "beginTime", (a, b) => a < b);
  const finishedAt = extremeTime(steps, "endTime", (a, b) => a > b);
  return {
    ...(target && "taskId" in target && clipTexts(target)),
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

/** Of texts in two formats the one that is earliest or latest; what no date can be read of is last. */
function extremeTime(
  steps: readonly StepDetail[],
  name: "beginTime" | "endTime",
  isBetter: (a: number, b: number) => boolean,
): string | undefined {
  let best: string | undefined;
  let bestAt = NaN;
  for (const detail of steps.flatMap((step) => [step, ...step.subStepDetails])) {
    const text = detail[name];
    if (!text) continue;
    // One without a zone is read as UTC: only the order within one answer matters.
    const at = parseServiceTime(text);
    if (best !== undefined && !isBetter(at, bestAt) && !isOnlyDate(at, bestAt)) continue;
    best = text;
    bestAt = at;
  }
  return best;
}

function isOnlyDate(at: number, bestAt: number): boolean {
  return Number.isNaN(bestAt) && !Number.isNaN(at);
}

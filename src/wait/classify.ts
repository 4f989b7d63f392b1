import { isRecord } from "../json";
import {
  findFailure,
  isUnderWay,
  type StepDetail,
  type TaskFailure,
  type TaskProgress,
} from "../taskProgress";

/**
 * What an answer means for a wait:
 *
 * - `running`, `succeeded`, `failed`: the steps prove it.
 * - `settling`: 100 % with steps that are not `FINISH`.
 * - `unclear`: the task may have ended, but the steps do not prove it: 100 % without any step; all steps
 *   finished below 100 %; a failed sub-step while no step has failed or is under way; no percentage and
 *   no step under way.
 * - `malformed`: the answer cannot be read.
 */
export type TaskState = "running" | "settling" | "unclear" | "succeeded" | "failed" | "malformed";

/**
 * Classifies one answer. A failure counts more than the progress, and an unknown status word means
 * "not finished".
 */
export function classify(answer: TaskProgress): TaskState {
  // A `poll` in plain JavaScript may return anything.
  const { progress, stepDetails } = (answer as Partial<TaskProgress> | undefined) ?? {};
  if (!Array.isArray(stepDetails) || !stepDetails.every(isStep)) return "malformed";
  const failure = findFailure(answer.stepDetails);
  if (failure) return hasFailedStep(failure) ? "failed" : "unclear";
  if (progress === undefined) return classifySteps(answer.stepDetails);
  if (typeof progress !== "number" || !(progress >= 0 && progress <= 100)) return "malformed";
  const isFull = progress === 100;
  if (stepDetails.length === 0) return isFull ? "unclear" : "running";
  const isFinished = answer.stepDetails.every((step) => step.stepStatus === "FINISH");
  if (isFull) return isFinished ? "succeeded" : "settling";
  return isFinished ? "unclear" : "running";
}

function hasFailedStep({ step }: TaskFailure): boolean {
  return step.stepStatus === "FAILED";
}

/** Classifies an answer without a percentage, which a task in a queue may have. */
function classifySteps(steps: readonly StepDetail[]): TaskState {
  if (steps.length === 0) return "malformed";
  return steps.some(isUnderWay) ? "running" : "unclear";
}

function isStep(step: unknown): step is StepDetail {
  const subSteps = isRecord(step) && step["subStepDetails"];
  return Array.isArray(subSteps) && subSteps.every(isRecord);
}

import { findFailure, type StepDetail, type TaskProgress } from "../taskProgress";

/**
 * What an answer means for a wait. `settling` is 100 % with steps that are not `FINISH`;
 * `malformed` is an answer from which the progress cannot be told.
 */
export type TaskState = "running" | "settling" | "succeeded" | "failed" | "malformed";

/**
 * Gives the meaning of one answer. Failure is looked at before progress, and an unknown status word
 * is never taken for the end.
 */
export function classify(answer: TaskProgress): TaskState {
  // What `poll` returns may come from plain JavaScript, whatever its type says.
  const { progress, stepDetails } = (answer as Partial<TaskProgress> | undefined) ?? {};
  if (!Array.isArray(stepDetails) || !stepDetails.every(isStep)) return "malformed";
  if (findFailure(answer.stepDetails)) return "failed";
  if (typeof progress !== "number" || !(progress >= 0 && progress <= 100)) return "malformed";
  if (progress < 100) return "running";
  return answer.stepDetails.every((step) => step.stepStatus === "FINISH")
    ? "succeeded"
    : "settling";
}

function isStep(step: unknown): step is StepDetail {
  const subSteps = isObject(step) && step["subStepDetails"];
  return Array.isArray(subSteps) && subSteps.every(isObject);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

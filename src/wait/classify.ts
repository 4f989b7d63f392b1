import {
  findFailure,
  isUnderWay,
  type StepDetail,
  type TaskFailure,
  type TaskProgress,
} from "../taskProgress";

/**
 * What an answer means for a wait. `settling`: 100 % with steps that are not `FINISH`. `unclear`: an
 * end that the steps alone do not prove: 100 % without any step, a failed sub-step beside steps of
 * which none has failed or is under way, or such steps without a percentage. `malformed`: an answer
 * that cannot be read.
 */
export type TaskState = "running" | "settling" | "unclear" | "succeeded" | "failed" | "malformed";

/**
 * Gives the meaning of one answer. Failure is looked at before progress, and an unknown status word
 * is never taken for the end.
 */
export function classify(answer: TaskProgress): TaskState {
  // What `poll` returns may come from plain JavaScript, whatever its type says.
  const { progress, stepDetails } = (answer as Partial<TaskProgress> | undefined) ?? {};
  if (!Array.isArray(stepDetails) || !stepDetails.every(isStep)) return "malformed";
  const failure = findFailure(answer.stepDetails);
  if (failure) return hasFailedStep(failure) ? "failed" : "unclear";
  if (progress === undefined) return classifySteps(answer.stepDetails);
  if (typeof progress !== "number" || !(progress >= 0 && progress <= 100)) return "malformed";
  if (progress < 100) return "running";
  if (stepDetails.length === 0) return "unclear";
  return answer.stepDetails.every((step) => step.stepStatus === "FINISH")
    ? "succeeded"
    : "settling";
}

function hasFailedStep({ step }: TaskFailure): boolean {
  return step.stepStatus === "FAILED";
}

/** Of an answer without a percentage, as a task in a queue may have. */
function classifySteps(steps: readonly StepDetail[]): TaskState {
  if (steps.length === 0) return "malformed";
  return steps.some(isUnderWay) ? "running" : "unclear";
}

function isStep(step: unknown): step is StepDetail {
  const subSteps = isObject(step) && step["subStepDetails"];
  return Array.isArray(subSteps) && subSteps.every(isObject);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

import { printable } from "./printable";
import { findFailure, type StepDetail } from "./taskProgress";

/**
 * Where a task failed, for the middle of a sentence: `in step 2/3 "数据迁移" > "slot 0-5460" with
 * DCS.4842: …`. If no step has failed, the task list reported the failure.
 */
export function describeFailure(steps: readonly StepDetail[]): string {
  const failure = findFailure(steps);
  if (!failure) return "according to the instance's task list";
  const { step, subStep } = failure;
  const code = subStep?.errorCode ?? step.errorCode;
  const place = `step ${steps.indexOf(step) + 1}/${steps.length} "${printable(step.stepName ?? "")}"`;
  const inner = subStep ? ` > "${printable(subStep.subStepName ?? "")}"` : "";
  const detail = subStep?.detail ? `: ${printable(subStep.detail)}` : "";
  return `in ${place}${inner}${code ? ` with ${printable(code)}` : ""}${detail}`;
}

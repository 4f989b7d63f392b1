/**
 * The progress of a background task at one moment, in the service's terms.
 * Source: API page ShowBackgroundTaskProgress (DCS API V2).
 *
 * @module
 */

/** `step_status` words that the API page lists. Any other word means "not finished". */
export const stepStatuses = ["FINISH", "FAILED", "EXECUTING", "WAITING"] as const;

/** One sub-step of a step. A field that the service omits or sends as null is absent. */
export interface SubStepDetail {
  /** Id of the sub-step. */
  readonly subStepId?: string;
  /** Name of the sub-step, such as `slot 0-5460`. */
  readonly subStepName?: string;
  /** An open set: `FINISH`, `EXECUTING`, `WAITING`, `SUSPEND`, `CANCELED` and `FAILED` occur. */
  readonly subStepStatus?: string;
  /** Time as the service sends it: two formats occur, one of them without a time zone. */
  readonly beginTime?: string;
  /** As `beginTime`. May be present although the sub-step is still running. */
  readonly endTime?: string;
  /** Free text in braces; not JSON. */
  readonly detail?: string;
  /** For diagnosis only: healthy sub-steps have codes too. */
  readonly errorCode?: string;
}

/** One step of a task. A field that the service omits or sends as null is absent. */
export interface StepDetail {
  /** Id of the step. */
  readonly stepId?: string;
  /** Name of the step, often in Chinese. */
  readonly stepName?: string;
  /** One of {@link stepStatuses}, or a word that the API page does not list. */
  readonly stepStatus?: string;
  /** Time as the service sends it: two formats occur, one of them without a time zone. */
  readonly beginTime?: string;
  /** As `beginTime`. May be present although the step is still running. */
  readonly endTime?: string;
  /** For diagnosis only: healthy steps have codes too. */
  readonly errorCode?: string;
  /** The step's sub-steps, in the service's order; empty if it has none. */
  readonly subStepDetails: readonly SubStepDetail[];
}

/** One answer of ShowBackgroundTaskProgress. */
export interface TaskProgress {
  /** Percent, 0-100. Absent if the service sent none. */
  readonly progress?: number;
  /** The service's estimate of the time left, in seconds. Absent if it sent no usable one. */
  readonly remainTime?: number;
  /** The steps, in the service's order; empty if it sent none. */
  readonly stepDetails: readonly StepDetail[];
}

/** The step, and if known the sub-step, that failed. */
export interface TaskFailure {
  /** The failed step, or the step of the failed sub-step. */
  readonly step: StepDetail;
  /** The failed sub-step; absent if only the step is marked as failed. */
  readonly subStep?: SubStepDetail;
}

const subStepFailures: readonly (string | undefined)[] = ["FAILED", "CANCELED"];
const stepsUnderWay: readonly (string | undefined)[] = ["EXECUTING", "WAITING"];

/**
 * Finds a failure in the steps; `undefined` if there is none. A step `FAILED` is a failure. A sub-step
 * `FAILED` or `CANCELED` alone counts only once no step is executing or waiting, since a step may retry
 * it. Even then it proves no failure of the task: a wait asks the instance's task list.
 */
export function findFailure(steps: readonly StepDetail[]): TaskFailure | undefined {
  const failedStep = steps.find((step) => step.stepStatus === "FAILED");
  if (failedStep) return { step: failedStep, ...failedSubStep(failedStep) };
  if (steps.some(isUnderWay)) return undefined;
  for (const step of steps) {
    const found = failedSubStep(step);
    if (found) return { step, ...found };
  }
  return undefined;
}

/** Whether a step is executing or waiting. */
export function isUnderWay({ stepStatus }: StepDetail): boolean {
  return stepsUnderWay.includes(stepStatus);
}

function failedSubStep(step: StepDetail): { subStep: SubStepDetail } | undefined {
  const subStep = step.subStepDetails.find((sub) => subStepFailures.includes(sub.subStepStatus));
  return subStep && { subStep };
}

/**
 * What is known of a background task at one moment, in the service's own terms.
 * Source: API page ShowBackgroundTaskProgress (DCS API V2).
 *
 * @module
 */

/** `step_status` words that the API page lists. Any other word means "not finished". */
export const stepStatuses = ["FINISH", "FAILED", "EXECUTING", "WAITING"] as const;

/** One sub-step of a step. A field that the service leaves out or sends as null is absent. */
export interface SubStepDetail {
  /** The service's id of the sub-step. */
  readonly subStepId?: string;
  /** The sub-step's name, such as `slot 0-5460`. */
  readonly subStepName?: string;
  /** The page lists no values; `FINISH`, `EXECUTING`, `WAITING`, `SUSPEND`, `CANCELED`, `FAILED` are seen. */
  readonly subStepStatus?: string;
  /** Text as the service gives it: two formats occur, one of them without a time zone. */
  readonly beginTime?: string;
  /** As `beginTime`. May be present on a sub-step that still runs. */
  readonly endTime?: string;
  /** Free text in braces; not JSON. */
  readonly detail?: string;
  /** Diagnostic only: healthy sub-steps carry codes too. */
  readonly errorCode?: string;
}

/** One step of a task. A field that the service leaves out or sends as null is absent. */
export interface StepDetail {
  /** The service's id of the step. */
  readonly stepId?: string;
  /** The step's name, in the language of the service's answer, often Chinese. */
  readonly stepName?: string;
  /** One of {@link stepStatuses}, or a word the page does not list. */
  readonly stepStatus?: string;
  /** Text as the service gives it: two formats occur, one of them without a time zone. */
  readonly beginTime?: string;
  /** As `beginTime`. May be present on a step that still runs. */
  readonly endTime?: string;
  /** Diagnostic only: healthy steps carry codes too. */
  readonly errorCode?: string;
  /** The step's sub-steps, in the service's order; empty where it has none. */
  readonly subStepDetails: readonly SubStepDetail[];
}

/** One answer of ShowBackgroundTaskProgress. */
export interface TaskProgress {
  /** Percent, 0-100. Absent where the service gave none. */
  readonly progress?: number;
  /** The service's estimate of the time left, in seconds. Absent where it gave no usable one. */
  readonly remainTime?: number;
  /** The steps, in the service's order; empty where it gave none. */
  readonly stepDetails: readonly StepDetail[];
}

/** The step, and where known the sub-step, that made a task fail. */
export interface TaskFailure {
  /** The step that failed, or that holds the sub-step that did. */
  readonly step: StepDetail;
  /** The sub-step that failed; absent where the step alone is marked as failed. */
  readonly subStep?: SubStepDetail;
}

const subStepFailures: readonly (string | undefined)[] = ["FAILED", "CANCELED"];
const stepsUnderWay: readonly (string | undefined)[] = ["EXECUTING", "WAITING"];

/**
 * The failure that the steps show, or `undefined`. A step `FAILED` is one. A sub-step `FAILED` or
 * `CANCELED` alone is one only once no step is executing or waiting, since a step may try again; and
 * then it proves nothing yet: a wait asks the instance's task list.
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

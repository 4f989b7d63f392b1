import { redact } from "../client/redact";
import type { StepDetail, TaskProgress } from "../taskProgress";
import { renderDuration, renderEstimate } from "./duration";

/** What one line tells of a wait. */
export interface StatusView {
  /** Percent to show, 0-100. */
  readonly percent: number;
  /** Seconds left to show; absent where nobody knows. */
  readonly leftSeconds?: number | undefined;
  /** A word of trouble, which takes the place of the time left: `stalled`, `throttled`. */
  readonly note?: string | undefined;
  readonly answer?: TaskProgress | undefined;
  /** Seconds since the wait began. */
  readonly elapsedSeconds: number;
}

/**
 * One line, most important first, so that it says something wherever it is cut:
 * `62% ~3m left · 2/2 数据迁移 > slot 0-5460 · 5m12s`.
 */
export function renderStatusLine(view: StatusView): string {
  const left =
    view.leftSeconds === undefined ? undefined : `~${renderEstimate(view.leftSeconds)} left`;
  const head = [`${Math.floor(view.percent)}%`, view.note ?? left].filter(Boolean).join(" ");
  const step = describeStep(view.answer?.stepDetails ?? []);
  return [head, step, renderDuration(view.elapsedSeconds)].filter(Boolean).join(" · ");
}

/** The step and sub-step under way: `2/2 数据迁移 > slot 0-5460`; empty where there is none. */
export function describeStep(steps: readonly StepDetail[]): string {
  const index = currentStep(steps);
  const step = steps[index];
  if (!step) return "";
  const subStep =
    step.subStepDetails.find((sub) => sub.subStepStatus === "EXECUTING") ??
    step.subStepDetails.find((sub) => sub.subStepStatus === "FAILED");
  const name = redact(step.stepName ?? "") || "step";
  const subName = subStep?.subStepName && ` > ${redact(subStep.subStepName)}`;
  return `${index + 1}/${steps.length} ${name}${subName ?? ""}${statusWord(step)}`;
}

function currentStep(steps: readonly StepDetail[]): number {
  for (const status of ["FAILED", "EXECUTING"]) {
    const found = steps.findIndex((step) => step.stepStatus === status);
    if (found >= 0) return found;
  }
  return steps.findIndex((step) => step.stepStatus !== "FINISH");
}

/** Words that the API page does not list are shown as they are. */
function statusWord({ stepStatus = "" }: StepDetail): string {
  if (stepStatus === "EXECUTING" || stepStatus === "") return "";
  const words: Readonly<Record<string, string>> = { WAITING: "waiting", FAILED: "failed" };
  return ` (${words[stepStatus] ?? redact(stepStatus)})`;
}

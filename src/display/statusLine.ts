import { printable } from "../printable";
import type { StepDetail, TaskProgress } from "../taskProgress";
import type { WaitOutcome, WaitResult } from "../wait/waitResult";
import { renderDuration, renderEstimate } from "./duration";

/** What one line says of a wait. */
export interface StatusView {
  /** Percent to show, 0-100; absent where the service gave none. */
  readonly percent?: number | undefined;
  /** Seconds left to show; absent where there is no estimate. */
  readonly leftSeconds?: number | undefined;
  /** A word of trouble, which takes the place of the time left: `stalled`, `503`. */
  readonly note?: string | undefined;
  /** Seconds since `note` holds; shown from a minute on. */
  readonly noteSeconds?: number | undefined;
  /** Seconds to the next try; shown beside `note`. */
  readonly againSeconds?: number | undefined;
  /** What `note` rests on, in a sentence; shown at the end of the line. */
  readonly reason?: string | undefined;
  readonly answer?: TaskProgress | undefined;
  /** Seconds since the wait began. */
  readonly elapsedSeconds: number;
}

/**
 * One line, most important first, so that it says something wherever it is cut:
 * `62% ~3m left · 2/2 数据迁移 > slot 0-5460 · 5m12s`.
 */
export function renderStatusLine(view: StatusView): string {
  const { percent, answer, elapsedSeconds, reason } = view;
  const shownPercent = percent === undefined ? "" : `${Math.floor(percent)}%`;
  const head = [shownPercent, renderNote(view)].filter(Boolean).join(" ");
  const step = describeStep(answer?.stepDetails ?? []);
  return [head, step, renderDuration(elapsedSeconds), reason].filter(Boolean).join(" · ");
}

/** What is said beside the percentage: `503 3m, again in 8s`, `~3m left`, or nothing. */
export function renderNote(view: StatusView): string {
  const { note, noteSeconds = 0, againSeconds = 0, leftSeconds = 0 } = view;
  // Below half a second a duration is shown as 0s, which says nothing.
  if (note === undefined) return leftSeconds < 0.5 ? "" : `~${renderEstimate(leftSeconds)} left`;
  const noted = noteSeconds < 60 ? note : `${note} ${renderEstimate(noteSeconds)}`;
  return againSeconds < 0.5 ? noted : `${noted}, again in ${renderEstimate(againSeconds)}`;
}

const outcomeWords: Readonly<Record<WaitOutcome, string>> = {
  succeeded: "succeeded",
  failed: "failed",
  timedOut: "timed out",
  aborted: "interrupted",
  lost: "record gone",
};

/**
 * The last line of a wait: `100% succeeded · 3 of 3 steps · 5m12s · 14 queries`.
 *
 * @param part what each of the steps is called
 */
export function renderSummary(result: WaitResult, part = "step"): string {
  const { progress, stepDetails = [] } = result.lastProgress ?? {};
  const finished = stepDetails.filter(({ stepStatus }) => stepStatus === "FINISH").length;
  const percent = progress === undefined ? "" : `${Math.floor(progress)}% `;
  return [
    percent + outcomeWords[result.outcome],
    stepDetails.length > 0 && `${finished} of ${count(stepDetails.length, part, `${part}s`)}`,
    result.outcome !== "succeeded" && describeStep(stepDetails),
    renderDuration(result.elapsedMs / 1000),
    count(result.attempts, "query", "queries"),
  ]
    .filter(Boolean)
    .join(" · ");
}

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

/** The step and sub-step under way: `2/2 数据迁移 > slot 0-5460`; empty where there is none. */
export function describeStep(steps: readonly StepDetail[]): string {
  const index = currentStep(steps);
  const step = steps[index];
  if (!step) return "";
  const subStep =
    step.subStepDetails.find((sub) => sub.subStepStatus === "EXECUTING") ??
    step.subStepDetails.find((sub) => sub.subStepStatus === "FAILED");
  const name = shortened(step.stepName) || "step";
  const subName = subStep?.subStepName && ` > ${shortened(subStep.subStepName)}`;
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
  const isKnown = stepStatus === "WAITING" || stepStatus === "FAILED";
  return ` (${isKnown ? stepStatus.toLowerCase() : shortened(stepStatus)})`;
}

/** A line is made every second, so no more text is cleaned than can be seen. */
function shortened(text = ""): string {
  return printable(text.slice(0, 1_000));
}

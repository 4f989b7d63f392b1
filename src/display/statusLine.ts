import type { StepDetail, TaskProgress } from "../taskProgress";
import type { WaitOutcome, WaitResult } from "../waitResult";
import { renderDuration, renderEstimate } from "./duration";
import { describeGroup, type TaskGroup } from "./taskGroup";
import { shortName } from "./terminalText";

/** What is known of what a line shows: one task, or several together. */
export type Snapshot = TaskProgress | TaskGroup;

/** What one line shows of a wait. */
export interface StatusView {
  /** Percent to show, 0-100; absent where the service gave none. */
  readonly percent?: number | undefined;
  /** Seconds left to show; absent where there is no estimate. */
  readonly leftSeconds?: number | undefined;
  /** A short note, which replaces the time left: `stalled`, `503`. */
  readonly note?: string | undefined;
  /** Seconds since `note` applies; shown from one minute. */
  readonly noteSeconds?: number | undefined;
  /** Seconds until the next attempt; shown after `note`. */
  readonly againSeconds?: number | undefined;
  /** The cause of `note`, in one sentence; shown at the end of the line. */
  readonly reason?: string | undefined;
  readonly answer?: Snapshot | undefined;
  /** Seconds since the wait began. */
  readonly elapsedSeconds: number;
}

/**
 * One line, most important first, so that it is useful wherever it is cut:
 * `62% ~3m left · 2/2 数据迁移 > slot 0-5460 · 5m12s`.
 */
export function renderStatusLine(view: StatusView): string {
  const { percent, answer, elapsedSeconds, reason } = view;
  const shownPercent = percent === undefined ? "" : `${Math.floor(percent)}%`;
  const head = [shownPercent, renderNote(view)].filter(Boolean).join(" ");
  const activity = describeActivity(answer);
  return [head, activity, renderDuration(elapsedSeconds), reason].filter(Boolean).join(" · ");
}

/** The text after the percentage: `503 3m, again in 8s`, `~3m left`, or empty. */
export function renderNote(view: StatusView): string {
  const { note, noteSeconds = 0, againSeconds = 0, leftSeconds = 0 } = view;
  // Less than half a second would be shown as 0s.
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

/** How a wait ended. Its progress is that of one task, or of a group. */
export type Summary = Pick<WaitResult, "outcome" | "attempts" | "elapsedMs"> & {
  readonly lastProgress?: Snapshot;
};

/** The last line of a wait: `100% succeeded · 3 of 3 steps · 5m12s · 14 queries`. */
export function renderSummary({ outcome, lastProgress, attempts, elapsedMs }: Summary): string {
  const percent = lastProgress?.progress;
  return [
    (percent === undefined ? "" : `${Math.floor(percent)}% `) + outcomeWords[outcome],
    lastProgress && countParts(lastProgress),
    outcome !== "succeeded" && describeActivity(lastProgress),
    renderDuration(elapsedMs / 1000),
    count(attempts, "query", "queries"),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** `2 of 3 steps`, or `2 of 3 tasks`; empty where there are none. */
function countParts(snapshot: Snapshot): string {
  if ("tasks" in snapshot) {
    const ended = snapshot.tasks.filter(({ state }) => state === "succeeded").length;
    return `${ended} of ${count(snapshot.tasks.length, "task", "tasks")}`;
  }
  const { stepDetails } = snapshot;
  if (stepDetails.length === 0) return "";
  const finished = stepDetails.filter(({ stepStatus }) => stepStatus === "FINISH").length;
  return `${finished} of ${count(stepDetails.length, "step", "steps")}`;
}

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

/** What is being done: the step of a task, or the task of a group; empty where nothing is. */
export function describeActivity(snapshot: Snapshot | undefined): string {
  if (!snapshot) return "";
  return "tasks" in snapshot
    ? describeGroup(snapshot, describeStep)
    : describeStep(snapshot.stepDetails);
}

/** The steps of one task; empty for a group. */
export function stepsOf(snapshot: Snapshot | undefined): readonly StepDetail[] {
  return snapshot && "stepDetails" in snapshot ? snapshot.stepDetails : [];
}

/** The current step and sub-step: `2/2 数据迁移 > slot 0-5460`; empty where there is none. */
export function describeStep(steps: readonly StepDetail[]): string {
  const index = currentStep(steps);
  const step = steps[index];
  if (!step) return "";
  const subStep =
    step.subStepDetails.find((sub) => sub.subStepStatus === "EXECUTING") ??
    step.subStepDetails.find((sub) => sub.subStepStatus === "FAILED");
  const name = shortName(step.stepName) || "step";
  const subName = subStep?.subStepName && ` > ${shortName(subStep.subStepName)}`;
  return `${index + 1}/${steps.length} ${name}${subName ?? ""}${statusWord(step)}`;
}

function currentStep(steps: readonly StepDetail[]): number {
  for (const status of ["FAILED", "EXECUTING"]) {
    const found = steps.findIndex((step) => step.stepStatus === status);
    if (found >= 0) return found;
  }
  return steps.findIndex((step) => step.stepStatus !== "FINISH");
}

/** A status that the API page does not list is shown as the service writes it. */
function statusWord({ stepStatus = "" }: StepDetail): string {
  if (stepStatus === "EXECUTING" || stepStatus === "") return "";
  const isKnown = stepStatus === "WAITING" || stepStatus === "FAILED";
  return ` (${isKnown ? stepStatus.toLowerCase() : shortName(stepStatus)})`;
}

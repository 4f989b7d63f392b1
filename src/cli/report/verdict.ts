import { renderDuration, renderEstimate } from "../../display/duration";
import { describeStep } from "../../display/statusLine";
import { cutColumns } from "../../display/terminalText";
import { printable } from "../../printable";
import { findFailure, type TaskFailure } from "../../taskProgress";
import type { ReportedTask } from "./reportedTask";

/** Longest name or code, and longest text of a sub-step, in columns of a terminal. */
const MAX_NAME_COLUMNS = 60;
const MAX_DETAIL_COLUMNS = 160;

/** How a task stands; decides the colour of its verdict. */
export type VerdictState = "succeeded" | "failed" | "running" | "unknown";

/** How a task stands, in a word and in a sentence. */
export interface Verdict {
  readonly state: VerdictState;
  /** Such as `Succeeded in 5m12s`, `Failed in 2/3 数据迁移: DCS.4842`. */
  readonly text: string;
}

/** Words of the service, of the outputs and of `dcs-task wait`. */
const states: ReadonlyMap<string, VerdictState> = new Map([
  ...(["SUCCEEDED", "SUCCESS", "succeeded"] as const).map((word) => [word, "succeeded"] as const),
  ...(["FAILED", "failed"] as const).map((word) => [word, "failed"] as const),
  ...(["RUNNING", "EXECUTING", "CREATED", "WAITING"] as const).map(
    (word) => [word, "running"] as const,
  ),
  ...(["UNKNOWN", "lost", "error"] as const).map((word) => [word, "unknown"] as const),
]);

/** What is said before the progress of a task whose wait has ended without its end. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ["timedOut", "Timed out, the task continues"],
  ["aborted", "Interrupted, the task continues"],
  ["lost", "Record gone"],
  ["error", "Could not be queried"],
  ["UNKNOWN", "End unknown"],
  // The outputs' own word: the service says EXECUTING. The task may have ended since.
  ["RUNNING", "Unfinished when last recorded"],
]);

/**
 * Judges a task: by its status if that says something, else by its steps.
 *
 * @param seconds - how long the task took, or has taken so far; `undefined` if the service gave no times
 */
export function judge(task: ReportedTask, seconds: number | undefined): Verdict {
  if (task.isHidden) return { state: "unknown", text: "Unknown, secret" };
  const state = stateOf(task);
  switch (state) {
    case "succeeded":
      return {
        state,
        text: `Succeeded${seconds === undefined ? "" : ` in ${renderDuration(seconds)}`}`,
      };
    case "failed":
      return { state, text: describeFailure(task) };
    case "running":
    case "unknown": {
      const prefix = prefixes.get(task.status ?? "");
      const progress = describeProgress(task);
      const text = prefix
        ? [prefix, progress].filter(Boolean).join(": ")
        : `Running${progress && `: ${progress}`}`;
      return { state, text };
    }
  }
}

/** The list may still call a task running whose step has failed. */
function stateOf(task: ReportedTask): VerdictState {
  const state = states.get(task.status ?? "");
  const hasFailed = task.stepDetails.some(({ stepStatus }) => stepStatus === "FAILED");
  if (state === undefined) return stateOfSteps(task);
  return state === "running" && hasFailed ? "failed" : state;
}

function stateOfSteps({ progress, stepDetails }: ReportedTask): VerdictState {
  if (findFailure(stepDetails)) return "failed";
  const areFinished = stepDetails.every(({ stepStatus }) => stepStatus === "FINISH");
  const isComplete = progress === undefined || progress === 100;
  return areFinished && isComplete && stepDetails.length > 0 ? "succeeded" : "running";
}

function describeFailure({ stepDetails }: ReportedTask): string {
  const failure = findFailure(stepDetails);
  if (!failure) return "Failed";
  const { step, subStep } = failure;
  const where = `${stepDetails.indexOf(step) + 1}/${stepDetails.length} ${nameOf(step.stepName)}`;
  const inside = subStep ? ` > ${nameOf(subStep.subStepName)}` : "";
  const code = cutColumns(printable(subStep?.errorCode ?? step.errorCode ?? ""), MAX_NAME_COLUMNS);
  return `Failed in ${where}${inside}${reasonOf(failure, code)}`;
}

function reasonOf({ subStep }: TaskFailure, code: string): string {
  const detail = cutColumns(printable(subStep?.detail ?? ""), MAX_DETAIL_COLUMNS);
  const reason = [code, detail].filter(Boolean).join(" ");
  return reason && `: ${reason}`;
}

/** `62 %, about 3m left, 2/3 数据迁移 > slot 0-5460`. */
function describeProgress({ progress, remainTime = 0, stepDetails }: ReportedTask): string {
  return [
    progress === undefined ? "" : `${Math.floor(progress)} %`,
    remainTime > 0 ? `about ${renderEstimate(remainTime)} left` : "",
    describeStep(stepDetails),
  ]
    .filter(Boolean)
    .join(", ");
}

function nameOf(name = ""): string {
  return cutColumns(printable(name), MAX_NAME_COLUMNS) || "step";
}

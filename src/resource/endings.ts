import { renderSummary } from "../display/statusLine";
import { DcsError } from "../errors";
import type { WaitOutcome, WaitResult } from "../wait/waitResult";
import { type BadResult, explainOutcome } from "./explainOutcome";
import type { BackgroundTaskInputs } from "./inputs";
import { idOf, type TargetState } from "./target";
import type { WaitKind } from "./waitKind";

/** What endings are judged by. */
export interface Judgement {
  readonly inputs: BackgroundTaskInputs;
  readonly timeoutSeconds: number;
  /** Whether the engine wants the operation to end. */
  readonly isCancelled: () => boolean;
}

/** The error for endings that the inputs do not accept; `undefined` where they accept all. */
export function failureOf(states: readonly TargetState[], judgement: Judgement): Error | undefined {
  for (const { error } of states) if (error) return error;
  const errors = states.flatMap(({ target, result }) => {
    if (!isBad(result) || isAccepted(judgement.inputs, result.outcome)) return [];
    // Skip waits that were only aborted because another one failed.
    if (result.outcome === "aborted" && !judgement.isCancelled()) return [];
    return [explain(target, result, judgement)];
  });
  const [first, ...others] = errors;
  if (!first || others.length === 0) return first;
  return new DcsError(first.code, errors.map(({ message }) => message).join("\n"));
}

/** What was accepted although it is not success: a text for each that the screen must keep. */
export function acceptedEndings(
  states: readonly TargetState[],
  judgement: Judgement,
): readonly string[] {
  return states.flatMap(({ target, result }) =>
    isBad(result) && isAccepted(judgement.inputs, result.outcome)
      ? [`recorded, not an error: ${explain(target, result, judgement).message}`]
      : [],
  );
}

/** Whether a wait ended with a task that failed or is lost. */
export function hasFailed({ result, status }: TargetState): boolean {
  return result
    ? result.outcome === "failed" || result.outcome === "lost"
    : status === "FAILED" || status === "UNKNOWN";
}

/** Whether a task had not ended when it was seen last. */
export function isRunning({ status }: TargetState): boolean {
  return status === "RUNNING";
}

/** The last line of a wait, where no error takes its place: the worst ending is that of all. */
export function summaryOf(
  states: readonly TargetState[],
  kind: WaitKind,
): WaitResult | string | undefined {
  const results = states.flatMap(({ result }) => result ?? []);
  const worst = outcomes.map((one) => results.find(({ outcome }) => outcome === one)).find(Boolean);
  if (!worst || kind.isSingle) return worst;
  const all = {
    ...worst,
    lastProgress: kind.combine(states),
    attempts: results.reduce((sum, { attempts }) => sum + attempts, 0),
    elapsedMs: Math.max(...results.map(({ elapsedMs }) => elapsedMs)),
  };
  return renderSummary(all, "task");
}

/** The worst first. */
const outcomes: readonly WaitOutcome[] = ["failed", "lost", "timedOut", "aborted", "succeeded"];

function explain(
  target: TargetState["target"],
  result: BadResult,
  { inputs, timeoutSeconds }: Judgement,
): DcsError {
  return explainOutcome({ ...inputs, taskId: idOf(target) }, result, {
    timeoutSeconds,
    isFound: inputs.taskId === undefined,
  });
}

function isBad(result: WaitResult | undefined): result is BadResult {
  return result !== undefined && result.outcome !== "succeeded";
}

function isAccepted(inputs: BackgroundTaskInputs, outcome: WaitOutcome): boolean {
  switch (outcome) {
    case "succeeded":
      return true;
    case "failed":
    case "lost":
      return inputs.onFailure === "record";
    case "timedOut":
      return inputs.onTimeout === "record";
    case "aborted":
      return false;
  }
}

import { printable } from "../printable";
import { DcsError } from "../errors";
import { findFailure, type StepDetail } from "../taskProgress";
import type { WaitOutcome, WaitResult } from "../wait/waitResult";
import { renderDuration } from "../display/duration";
import type { BackgroundTaskInputs } from "./inputs";
import { describeStep } from "../display/statusLine";
import { renderStepTable } from "../display/stepTable";

type BadResult = WaitResult & { readonly outcome: Exclude<WaitOutcome, "succeeded"> };

/**
 * What a person reads when a wait did not end well: what happened, where, and what to do.
 *
 * @param isFound whether the task was looked for, and not named by its id
 */
export function explainOutcome(
  inputs: BackgroundTaskInputs,
  result: BadResult,
  timeoutSeconds: number,
  isFound = false,
): DcsError {
  const { taskId = "", instanceId } = inputs;
  const task = `background task ${taskId} of instance ${instanceId}`;
  const steps = result.lastProgress?.stepDetails ?? [];
  const percent = Math.floor(result.lastProgress?.progress ?? 0);
  const at = [`at ${percent} %`, stepInBrackets(steps)].filter(Boolean).join(" ");
  const after = renderDuration(result.elapsedMs / 1000);
  const goOn = 'The task goes on in the cloud; run "pulumi up" again to go on waiting for it';
  switch (result.outcome) {
    case "failed":
      return new DcsError(
        "TASK_FAILED",
        `${task} failed at ${percent} %${describeFailure(steps)}. Mend the cause, start the ` +
          `operation again and ${isFound ? "change triggers" : "set its taskId"}, or set ` +
          'onFailure to "record" to go on without it.' +
          renderStepTable(steps)
            .map((line) => `\n${line}`)
            .join(""),
      );
    case "timedOut":
      return new DcsError(
        "TIMED_OUT",
        `${task} is still ${at} after ${after} (the limit is ${timeoutSeconds} s` +
          `${observed(result)}). ${goOn}, or raise timeoutSeconds.`,
      );
    case "aborted":
      return new DcsError("ABORTED", `waiting for ${task} was interrupted ${at}. ${goOn}.`);
    case "lost":
      return new DcsError(
        "LOST",
        `the record of ${task} was gone ${at}, and nothing tells how it ended. Look at the ` +
          `instance, then ${isFound ? "change triggers" : "set the taskId of a later task"}, or ` +
          'set onFailure to "record".',
      );
  }
}

function describeFailure(steps: readonly StepDetail[]): string {
  const failure = findFailure(steps);
  if (!failure) return " according to the instance's task list";
  const { step, subStep } = failure;
  const code = subStep?.errorCode ?? step.errorCode;
  const place = `step ${steps.indexOf(step) + 1}/${steps.length} "${printable(step.stepName ?? "")}"`;
  const inner = subStep ? ` > "${printable(subStep.subStepName ?? "")}"` : "";
  const detail = subStep?.detail ? `: ${printable(subStep.detail)}` : "";
  return ` in ${place}${inner}${code ? ` with ${printable(code)}` : ""}${detail}`;
}

function stepInBrackets(steps: readonly StepDetail[]): string {
  const step = describeStep(steps);
  return step && `(${step})`;
}

/** The answers that were none, which may be why the time ran out. */
function observed({ observed: counts }: WaitResult): string {
  const trouble = Object.entries(counts).filter(([answer]) => answer === answer.toUpperCase());
  return trouble.map(([answer, count]) => `; ${count} × ${answer}`).join("");
}

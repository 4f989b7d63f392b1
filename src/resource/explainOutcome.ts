import { describeFailure } from "../describeFailure";
import { DcsError } from "../errors";
import type { StepDetail } from "../taskProgress";
import type { WaitOutcome, WaitResult } from "../wait/waitResult";
import { renderDuration } from "../display/duration";
import type { BackgroundTaskInputs } from "./inputs";
import { describeStep } from "../display/statusLine";
import { renderStepTable } from "../display/stepTable";

/** The end of a wait that is not success. */
export type BadResult = WaitResult & { readonly outcome: Exclude<WaitOutcome, "succeeded"> };

/** What a message depends on beside the result. */
export interface Circumstances {
  readonly timeoutSeconds: number;
  /** Whether the task was looked for, and not named by its id. */
  readonly isFound: boolean;
}

/** What a person reads when a wait did not end well: what happened, where, and what to do. */
export function explainOutcome(
  { taskId = "", instanceId }: Pick<BackgroundTaskInputs, "taskId" | "instanceId">,
  result: BadResult,
  { timeoutSeconds, isFound }: Circumstances,
): DcsError {
  const task = `background task ${taskId} of instance ${instanceId}`;
  const steps = result.lastProgress?.stepDetails ?? [];
  const at = place(result);
  const after = renderDuration(result.elapsedMs / 1000);
  const resume = 'The task goes on in the cloud; run "pulumi up" again to resume the wait';
  switch (result.outcome) {
    case "failed":
      return new DcsError(
        "TASK_FAILED",
        `${task} failed${at && ` ${at}`} ${describeFailure(steps)}. Fix the cause and run the ` +
          `operation again${isFound ? '; the next "pulumi up" looks for its task' : ", then set its taskId"}; ` +
          'or set onFailure to "record" to continue without it.' +
          renderStepTable(steps)
            .map((line) => `\n${line}`)
            .join(""),
      );
    case "timedOut":
      return new DcsError(
        "TIMED_OUT",
        `${task} is still unfinished${at && ` ${at}`}${stepInBrackets(steps)} after ${after} ` +
          `(the limit is ${timeoutSeconds} s${observed(result)}). ${resume}, or raise timeoutSeconds.`,
      );
    case "aborted":
      return new DcsError(
        "ABORTED",
        `the wait for ${task} was interrupted${at && ` ${at}`}${stepInBrackets(steps)}. ${resume}.`,
      );
    case "lost":
      return new DcsError(
        "LOST",
        `the record of ${task} disappeared${at && ` ${at}`}${stepInBrackets(steps)}, and the task ` +
          "list does not say how it ended. Check the instance, then " +
          `${isFound ? "run the operation again if it had no effect" : "set the taskId of a later task"}, ` +
          'or set onFailure to "record".',
      );
  }
}

/** Where the task was: `at 62 %`; empty where the service gave no percentage. */
function place({ lastProgress }: BadResult): string {
  const percent = lastProgress?.progress;
  return percent === undefined ? "" : `at ${Math.floor(percent)} %`;
}

function stepInBrackets(steps: readonly StepDetail[]): string {
  const step = describeStep(steps);
  return step && ` (${step})`;
}

/** Failed queries, which may be why the time ran out. */
function observed({ observed: counts }: WaitResult): string {
  const trouble = Object.entries(counts).filter(([answer]) => answer === answer.toUpperCase());
  return trouble.map(([answer, count]) => `; ${count} × ${answer}`).join("");
}

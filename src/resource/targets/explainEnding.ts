import { describeFailure } from "../../describeFailure";
import { renderDuration } from "../../display/duration";
import { describeStep } from "../../display/statusLine";
import { renderStepTable } from "../../display/stepTable";
import { DcsError, dcsErrorCodes } from "../../errors";
import type { TaskProgress } from "../../taskProgress";
import type { WaitResult } from "../../waitResult";
import {
  adviseAfterFailure,
  adviseAfterLoss,
  adviseToFollow,
  type Circumstances,
} from "./adviseNext";
import { isJob, nameTarget } from "./target";

interface Ended {
  readonly lastProgress?: TaskProgress;
  readonly listError?: DcsError;
}

/** How a target ended that did not succeed. */
export type BadEnding =
  | (Ended & { readonly outcome: "failed" | "lost" | "aborted" })
  | (Ended & Pick<WaitResult, "elapsedMs" | "observed"> & { readonly outcome: "timedOut" });

/** How long the wait was allowed to last, and what the advice depends on. */
interface EndingCircumstances extends Circumstances {
  readonly timeoutSeconds: number;
}

/** The error for an ending that is no success: what happened, where, and what to do. */
export function explainEnding(ending: BadEnding, circumstances: EndingCircumstances): DcsError {
  const { target, instanceId, timeoutSeconds } = circumstances;
  const task = nameTarget(target, instanceId);
  const where = describePlace(ending);
  const follow = `The ${isJob(target) ? "job" : "task"} goes on in the cloud; ${adviseToFollow(circumstances)}`;
  switch (ending.outcome) {
    case "failed":
      return new DcsError("TASK_FAILED", `${task} ${explainFailure(ending, circumstances)}`);
    case "timedOut":
      return new DcsError(
        "TIMED_OUT",
        `${task} is still unfinished${where} after ${renderDuration(ending.elapsedMs / 1000)} ` +
          `(the limit is ${timeoutSeconds} s${countFailures(ending.observed, ending.lastProgress)}). ` +
          `${follow}, or raise timeoutSeconds.${explainList(ending)}`,
      );
    case "aborted": {
      const end = isUnseenEnding(ending, circumstances)
        ? ' before there was an answer about it. Run "pulumi up" again to wait for it.'
        : `${where}. ${follow}.`;
      return new DcsError("ABORTED", `the wait for ${task} was interrupted${end}`);
    }
    case "lost":
      return new DcsError(
        "LOST",
        `the record of ${task} disappeared${where}, and the task list ` +
          `${ending.listError ? "could not be read" : "does not say how it ended"}. ` +
          `${adviseAfterLoss(circumstances)}${explainList(ending)}`,
      );
  }
}

/** Why the list, which may tell how the task ended, could not be read. */
function explainList({ listError }: Ended): string {
  return listError ? ` The task list could not be read: ${listError.message}.` : "";
}

/** Whether nothing says that the task exists: its id was given, and there was no answer about it. */
export function isUnseenEnding(
  { lastProgress }: Ended,
  { given }: Pick<Circumstances, "given">,
): boolean {
  return given === "taskId" && lastProgress === undefined;
}

function explainFailure({ lastProgress }: Ended, circumstances: Circumstances): string {
  const steps = lastProgress?.stepDetails ?? [];
  return (
    `failed${describePercent(lastProgress)} ${describeFailure(steps)}. ` +
    adviseAfterFailure(circumstances) +
    renderStepTable(steps)
      .map((line) => `\n${line}`)
      .join("")
  );
}

/** How far the task was: ` at 62 % (2/2 数据迁移)`; empty where the service did not say. */
function describePlace({ lastProgress }: Ended): string {
  const step = describeStep(lastProgress?.stepDetails ?? []);
  return `${describePercent(lastProgress)}${step && ` (${step})`}`;
}

/** ` at 62 %`; empty where the service gave no percentage. */
function describePercent({ progress }: Partial<TaskProgress> = {}): string {
  return progress === undefined ? "" : ` at ${Math.floor(progress)} %`;
}

/** Queries that failed or were not sent, which may be why the time was not enough: `; 4 × THROTTLED 429`. */
function countFailures(
  observed: WaitResult["observed"],
  lastProgress: TaskProgress | undefined,
): string {
  const isUnasked = lastProgress === undefined && Object.keys(observed).length === 0;
  if (isUnasked) return "; no query was sent, since others came first";
  // The keys are states of the task, and error codes with their HTTP status.
  const isFailure = (answer: string) => dcsErrorCodes.some((code) => answer.split(" ")[0] === code);
  const failures = Object.entries(observed).filter(([answer]) => isFailure(answer));
  return failures.map(([answer, count]) => `; ${count} × ${answer}`).join("");
}

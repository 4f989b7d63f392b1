import { describeFailure } from "../../describeFailure";
import { renderDuration } from "../../display/duration";
import { describeStep } from "../../display/statusLine";
import { renderStepTable } from "../../display/stepTable";
import { DcsError, dcsErrorCodes } from "../../errors";
import type { TaskProgress } from "../../taskProgress";
import type { WaitResult } from "../../wait/waitResult";
import { isJob, nameTarget, type Target } from "./target";

interface Ended {
  readonly lastProgress?: TaskProgress;
}

/** How a target ended that did not succeed. */
export type BadEnding =
  | (Ended & { readonly outcome: "failed" | "lost" | "aborted" })
  | (Ended & Pick<WaitResult, "elapsedMs" | "observed"> & { readonly outcome: "timedOut" });

/** What a message depends on beside the ending. */
export interface Circumstances {
  readonly target: Target;
  readonly instanceId: string;
  readonly timeoutSeconds: number;
  /** Whether a search found the task, and the inputs do not name its id. */
  readonly isFound: boolean;
  /** Whether the next `pulumi up` resumes the wait. */
  readonly isResumable: boolean;
}

/** The error for an ending that is no success: what happened, where, and what to do. */
export function explainEnding(ending: BadEnding, circumstances: Circumstances): DcsError {
  const { target, instanceId, timeoutSeconds } = circumstances;
  const task = nameTarget(target, instanceId);
  const where = describePlace(ending);
  const resume = `The task goes on in the cloud; ${adviseToFollow(circumstances)}`;
  switch (ending.outcome) {
    case "failed":
      return new DcsError("TASK_FAILED", `${task} ${explainFailure(ending, circumstances)}`);
    case "timedOut":
      return new DcsError(
        "TIMED_OUT",
        `${task} is still unfinished${where} after ${renderDuration(ending.elapsedMs / 1000)} ` +
          `(the limit is ${timeoutSeconds} s${countFailures(ending.observed)}). ` +
          `${resume}, or raise timeoutSeconds.`,
      );
    case "aborted":
      return new DcsError("ABORTED", `the wait for ${task} was interrupted${where}. ${resume}.`);
    case "lost":
      return new DcsError(
        "LOST",
        `the record of ${task} disappeared${where}, and ${adviseAfterLoss(circumstances)}`,
      );
  }
}

/** A wait of a hook ends with its run; that of a resource goes on in the next one. */
function adviseToFollow({ target, instanceId, isResumable }: Circumstances): string {
  if (isResumable) return 'run "pulumi up" again to resume the wait';
  const id = isJob(target) ? "" : ` ${target.taskId}`;
  return `follow it with "dcs-task wait ${instanceId}${id}"`;
}

function adviseAfterFailure({ isFound, isResumable }: Circumstances): string {
  if (!isResumable) return 'run "pulumi up" again, which repeats the operation';
  const next = isFound ? '; the next "pulumi up" looks for its task' : ", then set its taskId";
  return `run the operation again${next}`;
}

function explainFailure({ lastProgress }: Ended, circumstances: Circumstances): string {
  const steps = lastProgress?.stepDetails ?? [];
  return (
    `failed${describePercent(lastProgress)} ${describeFailure(steps)}. Fix the cause and ` +
    `${adviseAfterFailure(circumstances)}; or set onFailure to "record" to continue without it.` +
    renderStepTable(steps)
      .map((line) => `\n${line}`)
      .join("")
  );
}

function adviseAfterLoss({ isFound }: Circumstances): string {
  const next = isFound
    ? "run the operation again if it had no effect"
    : "set the taskId of a later task";
  return (
    "the task list does not say how it ended. " +
    `Check the instance, then ${next}, or set onFailure to "record".`
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

/** Failed queries, which may be why the time was not enough: `; 4 × THROTTLED 429`. */
function countFailures(observed: WaitResult["observed"]): string {
  // The keys are states of the task, and error codes with their HTTP status.
  const isFailure = (answer: string) => dcsErrorCodes.some((code) => answer.split(" ")[0] === code);
  const failures = Object.entries(observed).filter(([answer]) => isFailure(answer));
  return failures.map(([answer, count]) => `; ${count} × ${answer}`).join("");
}

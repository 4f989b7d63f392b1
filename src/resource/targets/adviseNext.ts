import { isJob, type Target } from "./target";

/** What the advice after an ending depends on. */
export interface Circumstances {
  readonly target: Target;
  readonly instanceId: string;
  /** How the inputs name the task; `taskName` where it is searched for, also without a name. */
  readonly given: "taskId" | "jobId" | "taskName";
  /** Whether the inputs accept the ending: it is recorded, and no error. */
  readonly isRecorded: boolean;
  /** Whether the next `pulumi up` resumes the wait. */
  readonly isResumable: boolean;
}

/** What to do about a task that is unfinished, without a full stop. */
export function adviseToFollow({
  target,
  instanceId,
  isResumable,
  isRecorded,
}: Circumstances): string {
  // A wait of a hook ends with its run.
  if (!isResumable) {
    const id = isJob(target) ? "" : ` ${target.taskId}`;
    return `follow it with "dcs-task wait ${instanceId}${id}"`;
  }
  return isRecorded
    ? 'the next "pulumi up" does not wait for it. Run "pulumi refresh" to record how it ends'
    : 'run "pulumi up" again to resume the wait';
}

/** What to do about a task that failed. */
export function adviseAfterFailure(circumstances: Circumstances): string {
  const { isResumable, isRecorded } = circumstances;
  const next = isResumable
    ? `run the operation again${nextSearch(circumstances)}`
    : 'run "pulumi up" again, which repeats the operation if the provider sees that it had no effect';
  const other = isRecorded ? "" : '; or set onFailure to "record" to continue without it';
  return `Fix the cause and ${next}${other}.`;
}

/** What to do about a task whose record is gone. */
export function adviseAfterLoss(circumstances: Circumstances): string {
  const { given, isResumable, isRecorded } = circumstances;
  const search = isResumable ? nextSearch(circumstances) : "";
  const next =
    given === "taskName"
      ? `run the operation again if it had no effect${search}`
      : `set the ${given} of a later ${given === "jobId" ? "job" : "task"}`;
  const other = isRecorded ? "" : ', or set onFailure to "record"';
  return `Check the instance, then ${next}${other}.`;
}

/** How a later `pulumi up` comes to the task of a repeated operation. */
function nextSearch({ given, isRecorded }: Circumstances): string {
  if (given !== "taskName") return `, then set its ${given}`;
  const condition = isRecorded ? " only if triggers change" : "";
  return `; the next "pulumi up" looks for its task${condition}`;
}

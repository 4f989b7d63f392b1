import type { BackgroundTaskSummary } from "../../client/answers/backgroundTasks";
import { isSameId } from "../../client/tasks/sameId";

/** A background task, whose name may not be known. */
export interface TaskTarget {
  readonly taskId: string;
  readonly taskName?: string;
}

/** A job that has no background task. */
export interface JobTarget {
  readonly jobId: string;
}

/** One thing to wait for. */
export type Target = TaskTarget | JobTarget;

/** Whether a target is a job and not a task. */
export function isJob(target: Target): target is JobTarget {
  return "jobId" in target;
}

/** A task; a name that is no text, as a foreign state may hold, is ignored. */
export function toTaskTarget(taskId: string, taskName: unknown): TaskTarget {
  return { taskId, ...(typeof taskName === "string" && { taskName }) };
}

/** A task of the instance's list. */
export function toTarget({ id, name }: BackgroundTaskSummary): TaskTarget {
  return toTaskTarget(id, name);
}

/** Whether two targets are the same task, or the same job. */
export function isSameTarget(one: Target, other: Target): boolean {
  if (isJob(one)) return isJob(other) && isSameId(one.jobId, other.jobId);
  return !isJob(other) && isSameId(one.taskId, other.taskId);
}

/** The name of a target in messages. */
export function nameTarget(target: Target, instanceId: string): string {
  const name = isJob(target) ? `job ${target.jobId}` : `background task ${target.taskId}`;
  return `${name} of instance ${instanceId}`;
}

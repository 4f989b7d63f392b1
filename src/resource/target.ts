import type { StepDetail, TaskProgress } from "../taskProgress";
import type { WaitResult } from "../wait/waitResult";

/** One thing to wait for: a background task, or a job that has none. */
export type Target =
  { readonly taskId: string; readonly taskName?: string } | { readonly jobId: string };

/** How a task stood when it was last looked at. `UNKNOWN`: its record was gone. `NONE`: there was none. */
export type BackgroundTaskStatus = "SUCCEEDED" | "FAILED" | "RUNNING" | "UNKNOWN" | "NONE";

/** What the state keeps of a task that was waited for. Plain JSON. */
export interface TaskResult {
  /** Absent where there was no task, or a job without one. */
  readonly taskId?: string;
  /** The task's name, where it was learnt. */
  readonly taskName?: string;
  /** How the task stood when it was last looked at. */
  readonly status: BackgroundTaskStatus;
  /** Percent, 0-100. */
  readonly progress: number;
  /** Seconds left as the service estimated them. */
  readonly remainTime?: number;
  /** The task's steps and sub-steps, field for field the service's. */
  readonly stepDetails: readonly StepDetail[];
  /** Steps and sub-steps that were left out of `stepDetails`, to keep the state small. */
  readonly omittedDetails: number;
  /** Earliest begin of the steps, text as the service gives it. */
  readonly startedAt?: string;
  /** Latest end of the steps, text as the service gives it. */
  readonly finishedAt?: string;
  /** Requests for progress that the last wait used. */
  readonly attempts: number;
}

/** What is known of a target at one moment. */
export interface TargetState {
  readonly target: Target;
  readonly status: BackgroundTaskStatus;
  /** The last readable answer. */
  readonly answer?: TaskProgress | undefined;
  /** Queries that were made for it. */
  readonly attempts: number;
  /** How the wait for it ended; absent without a wait, and where it ended with an error. */
  readonly result?: WaitResult;
  /** What no further waiting could change. */
  readonly error?: Error;
  /** What a state has of it, where nothing was learnt since. */
  readonly saved?: TaskResult | undefined;
}

/** The id that messages and comparisons name a target by. */
export function idOf(target: Target): string {
  return "jobId" in target ? `of job ${target.jobId}` : target.taskId;
}

type Inputs = Readonly<Record<string, unknown>>;

/** What is waited for, for people: `the newest EXTEND or ChangeInstanceSpec task`. */
export function describeTarget(
  { taskId, jobId, taskName }: Inputs,
  isUnknown: (value: unknown) => boolean,
): string {
  if (isGiven(taskId)) return `task ${isUnknown(taskId) ? "(not known yet)" : String(taskId)}`;
  if (isGiven(jobId))
    return `the task of job ${isUnknown(jobId) ? "(not known yet)" : String(jobId)}`;
  return `the newest ${describeNames(taskName, isUnknown)}`;
}

/** `EXTEND or ChangeInstanceSpec task`; `task` where no name was given. */
export function describeNames(
  taskName: unknown,
  isUnknown: (value: unknown) => boolean = () => false,
): string {
  const names = toNames(taskName) ?? [];
  if (names.length === 0 || names.some(isUnknown)) return "task";
  return `${names.join(" or ")} task`;
}

/** The names to look for, or `undefined` for any. */
export function toNames(taskName: unknown): readonly string[] | undefined {
  if (!isGiven(taskName)) return undefined;
  return (Array.isArray(taskName) ? taskName : [taskName]) as string[];
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

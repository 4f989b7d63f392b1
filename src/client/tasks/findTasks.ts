import { isDcsError } from "../../errors";
import type { BackgroundTaskSummary } from "../answers/backgroundTasks";
import type { DcsClient } from "../dcsClient";
import type { QueryOptions } from "../options";
import { parseServiceTime } from "../../serviceTime";
import { isSameId } from "./sameId";

/** Which tasks of an instance to find. */
export interface TaskSearch {
  /** Possible names of the task, such as `EXTEND`. Default: any name. */
  readonly taskNames?: readonly string[] | undefined;
  /**
   * Milliseconds since 1970 by the service's clock: tasks that have ended are included if they were
   * created at this time or later. Default: only unfinished tasks.
   */
  readonly createdSince?: number | undefined;
}

/** Whether a task has not ended. A status that the API pages do not list means that it has not. */
export function isUnfinished({ status }: BackgroundTaskSummary): boolean {
  return status !== "SUCCESS" && status !== "FAILED";
}

/** Selects the matching tasks, newest first, whatever the order of the list. */
export function selectTasks(
  tasks: readonly BackgroundTaskSummary[],
  { taskNames, createdSince = Infinity }: TaskSearch,
): BackgroundTaskSummary[] {
  return newestFirst(tasks).filter(
    (task) =>
      (!taskNames || taskNames.includes(task.name ?? "")) &&
      (isUnfinished(task) || createdAt(task) >= createdSince),
  );
}

/** Sorts by creation time; tasks without a readable one come last, in the order of the list. */
export function newestFirst(tasks: readonly BackgroundTaskSummary[]): BackgroundTaskSummary[] {
  return tasks.toSorted((a, b) => createdAt(b) - createdAt(a));
}

/**
 * Finds the background task of a job in the instance's task list, else in the project's task centre,
 * which the user may lack the permission to read. `undefined` if neither has it.
 *
 * @throws {DcsError} as {@link DcsClient.listBackgroundTasks}
 */
export async function findTaskOfJob(
  client: DcsClient,
  { instanceId, jobId }: { readonly instanceId: string; readonly jobId: string },
  options: QueryOptions,
): Promise<BackgroundTaskSummary | undefined> {
  const ofInstance = client.listBackgroundTasks({ instanceId }, options);
  for await (const task of ofInstance) if (isSameId(task.jobId, jobId)) return task;
  try {
    for await (const task of client.listCenterTasks({}, options)) {
      if (isSameId(task.jobId, jobId)) return task;
    }
  } catch (error) {
    if (!isDcsError(error, "FORBIDDEN")) throw error;
  }
  return undefined;
}

function createdAt({ createdAt: text = "" }: BackgroundTaskSummary): number {
  // 0 and not -Infinity: the difference of two infinities is NaN, which would break the sort.
  return parseServiceTime(text) || 0;
}

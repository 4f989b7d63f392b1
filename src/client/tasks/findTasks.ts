import { isDcsError } from "../../errors";
import type { BackgroundTaskSummary } from "../answers/backgroundTasks";
import type { DcsClient } from "../dcsClient";
import type { QueryOptions } from "../options";
import { parseServiceTime } from "../../serviceTime";
import { isSameId } from "./sameId";

/** Which tasks of an instance are looked for. */
export interface TaskSearch {
  /** Names such as `EXTEND`, of which the task has one. Default: any name. */
  readonly taskNames?: readonly string[] | undefined;
  /**
   * Milliseconds since 1970 by the service's clock. A task that has ended is looked for only if it
   * was created since. Default: no task that has ended is.
   */
  readonly createdSince?: number | undefined;
}

/** Whether a task has yet to end. A status that the pages do not list is not taken for the end. */
export function isUnfinished({ status }: BackgroundTaskSummary): boolean {
  return status !== "SUCCESS" && status !== "FAILED";
}

/** Those of `tasks` that are looked for, newest first, whatever the order of the list. */
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

/** By the time of creation; where that cannot be read, last, in the order of the list. */
export function newestFirst(tasks: readonly BackgroundTaskSummary[]): BackgroundTaskSummary[] {
  return tasks.toSorted((a, b) => createdAt(b) - createdAt(a));
}

/**
 * The background task of a job, by the instance's task list, else by the project's task centre,
 * which a user may not be allowed to read. `undefined` where neither knows one.
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
  // -Infinity minus itself would be no number, which sorts at random.
  return parseServiceTime(text) || 0;
}

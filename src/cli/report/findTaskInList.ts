import type { BackgroundTaskSummary } from "../../client/answers/backgroundTasks";
import type { DcsClient } from "../../client/dcsClient";
import type { TaskId } from "../../client/options";
import { isSameId } from "../../client/tasks/sameId";
import { isDcsError } from "../../errors";

/** Entries that are read: a task in question is among the newest. */
const MAX_READ = 1_000;

/**
 * The entry of a task in its instance's list, which has the name and the status that the progress
 * lacks. `undefined` if the list cannot be read: a report without a name is better than none.
 */
export async function findTaskInList(
  client: DcsClient,
  { instanceId, taskId }: TaskId,
  signal: AbortSignal,
): Promise<BackgroundTaskSummary | undefined> {
  let read = 0;
  try {
    for await (const task of client.listBackgroundTasks({ instanceId }, { signal })) {
      if (isSameId(task.id, taskId)) return task;
      read += 1;
      if (read >= MAX_READ) return undefined;
    }
  } catch (error) {
    if (!isDcsError(error)) throw error;
  }
  return undefined;
}

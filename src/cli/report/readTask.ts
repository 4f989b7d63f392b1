import type { DcsClient } from "../../client/dcsClient";
import type { TaskId } from "../../client/options";
import { type DcsError, isDcsError } from "../../errors";
import type { TaskProgress } from "../../taskProgress";
import { classify } from "../../wait/classify";
import { classifyTrouble } from "../../wait/trouble";
import { findTaskInList } from "./findTaskInList";
import { type ReportedTask, toReportedTask } from "./reportedTask";

/**
 * Reads a task to report on. An end that its steps prove counts, else what the instance's list says.
 * A task without a progress, which only the list knows, has no steps.
 *
 * @throws {DcsError} as {@link DcsClient.showBackgroundTaskProgress}
 */
export async function readTask(
  client: DcsClient,
  task: TaskId,
  signal: AbortSignal,
): Promise<ReportedTask> {
  const answer = await readProgress(client, task, signal);
  const listed = await findTaskInList(client, task, signal);
  if (isDcsError(answer) && !listed) throw answer;
  const { name: taskName, status } = listed ?? {};
  const progress = isDcsError(answer) ? undefined : answer;
  const fields = { ...progress, ...task, taskName, status: provedEnd(progress) ?? status };
  return toReportedTask(fields, { place: `task ${task.taskId}` });
}

/** The progress, or the error if the list may still know the task. */
async function readProgress(
  client: DcsClient,
  task: TaskId,
  signal: AbortSignal,
): Promise<TaskProgress | DcsError> {
  try {
    return await client.showBackgroundTaskProgress(task, { signal });
  } catch (error) {
    if (isDcsError(error) && isAboutTask(error)) return error;
    throw error;
  }
}

function isAboutTask(error: DcsError): boolean {
  const trouble = classifyTrouble(error, false);
  return trouble !== undefined && trouble !== "unavailable";
}

/** How the task has ended, if its steps prove it. */
function provedEnd(progress: TaskProgress | undefined): string | undefined {
  const state = progress && classify(progress);
  return state === "succeeded" || state === "failed" ? state : undefined;
}

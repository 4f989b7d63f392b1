import type { BackgroundTaskSummary } from "../../client/answers/backgroundTasks";
import type { DcsClient } from "../../client/dcsClient";
import { isUnfinished, newestFirst } from "../../client/tasks/findTasks";
import { toNames } from "../properties/taskNames";
import { composeResult, type TaskResult } from "../properties/taskResult";
import { readTarget } from "../targets/readTarget";
import { toTarget } from "../targets/target";
import { resultOf } from "../targets/targetState";

/** Which tasks of an instance to list. */
export interface TaskListQuery {
  readonly instanceId: string;
  /** Default: any name. */
  readonly taskName?: string | readonly string[] | undefined;
}

/** Which task to look at. */
export interface TaskQuery extends TaskListQuery {
  /** Default: a search in the list, by `taskName`. */
  readonly taskId?: string | undefined;
}

/**
 * The instance's task list, newest first.
 *
 * @throws {DcsError} as the client's queries
 */
export async function lookAtTasks(
  client: DcsClient,
  { instanceId, taskName }: TaskListQuery,
): Promise<readonly BackgroundTaskSummary[]> {
  const names = toNames(taskName);
  const tasks: BackgroundTaskSummary[] = [];
  for await (const task of client.listBackgroundTasks({ instanceId })) {
    if (!names || names.includes(task.name ?? "")) tasks.push(task);
  }
  return newestFirst(tasks);
}

/**
 * Looks once at a task: the given one, else the newest that is unfinished, else the newest.
 *
 * @returns `status` `NONE` if the list has no such task
 * @throws {DcsError} as the client's queries
 */
export async function lookAtTask(
  client: DcsClient,
  { taskId, ...query }: TaskQuery,
): Promise<TaskResult> {
  const place = { client, instanceId: query.instanceId };
  if (taskId !== undefined) return resultOf(await readTarget({ taskId }, place));
  const tasks = await lookAtTasks(client, query);
  const found = tasks.find(isUnfinished) ?? tasks[0];
  if (!found) return composeResult({ status: "NONE", attempts: 0 });
  return resultOf(await readTarget(toTarget(found), place));
}

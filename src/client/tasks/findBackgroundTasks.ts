import { assertNoProblem, idProblem } from "../../checks";
import type { BackgroundTaskSummary } from "../answers/backgroundTasks";
import type { DcsClient } from "../dcsClient";
import type { QueryOptions } from "../options";
import { checkArguments, requireObject } from "../queryChecks";
import { selectTasks } from "./findTasks";

/** Which background tasks of an instance to find. */
export interface TaskQuery {
  /** Id of the DCS instance. */
  readonly instanceId: string;
  /** One or several possible names of the task, such as `EXTEND`. Default: any name. */
  readonly taskName?: string | readonly string[] | undefined;
  /**
   * Include tasks that have ended if they were created at this time or later, by the service's clock.
   * Default: only unfinished tasks.
   */
  readonly createdSince?: Date | undefined;
}

/**
 * Finds the background tasks of an instance that are unfinished, or were created since a given time;
 * newest first. Reads the instance's whole task list once.
 *
 * @throws {DcsError} as {@link DcsClient.listBackgroundTasks}; `INVALID_INPUT` names the wrong input
 *
 * @example
 * ```ts
 * import { DcsClient, findBackgroundTasks } from "pulumi-huaweicloud-dcs/client";
 *
 * const client = new DcsClient({ region: "cn-north-4" });
 * export async function isBusy(instanceId: string): Promise<boolean> {
 *   return (await findBackgroundTasks(client, { instanceId })).length > 0;
 * }
 * ```
 */
export async function findBackgroundTasks(
  client: DcsClient,
  query: TaskQuery,
  options: QueryOptions = {},
): Promise<BackgroundTaskSummary[]> {
  checkArguments(client, options);
  const { instanceId, taskName, createdSince } = requireObject(query, "query", "{ instanceId }");
  assertNoProblem("instanceId", idProblem(instanceId));
  assertNoProblem("taskName", namesProblem(taskName));
  assertNoProblem("createdSince", timeProblem(createdSince));
  const listed: BackgroundTaskSummary[] = [];
  for await (const task of client.listBackgroundTasks({ instanceId }, options)) listed.push(task);
  return selectTasks(listed, {
    taskNames: typeof taskName === "string" ? [taskName] : (taskName ?? undefined),
    createdSince: createdSince?.getTime(),
  });
}

/**
 * Finds the newest of the tasks that {@link findBackgroundTasks} finds; `undefined` if there are none.
 *
 * @throws {DcsError} as {@link findBackgroundTasks}
 */
export async function findBackgroundTask(
  client: DcsClient,
  query: TaskQuery,
  options: QueryOptions = {},
): Promise<BackgroundTaskSummary | undefined> {
  const [newest] = await findBackgroundTasks(client, query, options);
  return newest;
}

function namesProblem(value: unknown): string | undefined {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value ?? "any"];
  if (names.length === 0) return "must not be an empty list";
  return names.every((name) => typeof name === "string" && name !== "")
    ? undefined
    : "must be a task's name or a list of names";
}

function timeProblem(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const isTime = value instanceof Date && !Number.isNaN(value.getTime());
  return isTime ? undefined : "must be a Date that holds a time";
}

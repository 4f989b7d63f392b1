import type { TaskVerdict } from "../../waitResult";
import type { DcsClient } from "../dcsClient";
import type { QueryOptions, TaskId } from "../options";
import { isSameId } from "./sameId";

/**
 * Looks a task up in the instance's task list, for when its progress does not tell its state.
 *
 * @throws {DcsError} as {@link DcsClient.listBackgroundTasks}
 */
export async function confirmTask(
  client: DcsClient,
  { instanceId, taskId }: TaskId,
  options: QueryOptions,
): Promise<TaskVerdict> {
  for await (const { id, status } of client.listBackgroundTasks({ instanceId }, options)) {
    if (!isSameId(id, taskId)) continue;
    if (status === "SUCCESS") return "succeeded";
    return status === "FAILED" ? "failed" : "running";
  }
  return "unknown";
}

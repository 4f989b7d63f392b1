import type { TaskVerdict } from "../../wait/waitResult";
import type { DcsClient } from "../dcsClient";
import type { QueryOptions, TaskId } from "../options";

/**
 * What the instance's task list says of a task, for when its own record is gone or does not settle.
 *
 * @throws {DcsError} as {@link DcsClient.listBackgroundTasks}
 */
export async function confirmTask(
  client: DcsClient,
  { instanceId, taskId }: TaskId,
  options: QueryOptions,
): Promise<TaskVerdict> {
  for await (const { id, status } of client.listBackgroundTasks({ instanceId }, options)) {
    if (id !== taskId) continue;
    if (status === "SUCCESS") return "succeeded";
    return status === "FAILED" ? "failed" : "running";
  }
  return "unknown";
}

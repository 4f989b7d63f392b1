import type { WaitResult } from "../wait/waitResult";
import { waitForTask, type WaitForTaskOptions } from "../wait/waitForTask";
import type { DcsClient, TaskId } from "./dcsClient";

/** Options of {@link waitForBackgroundTask}. */
export type WaitForBackgroundTaskOptions = Omit<WaitForTaskOptions, "poll">;

/**
 * Waits until a background task of a DCS instance has ended. Each query is one request: the wait
 * itself paces what comes after a failed one.
 *
 * @throws {DcsError} see {@link waitForTask}
 *
 * @example
 *   const { outcome } = await waitForBackgroundTask(client, { instanceId, taskId });
 */
export function waitForBackgroundTask(
  client: DcsClient,
  task: TaskId,
  options: WaitForBackgroundTaskOptions = {},
): Promise<WaitResult> {
  return waitForTask({
    ...options,
    poll: (signal) => client.showBackgroundTaskProgress(task, { signal, retries: 0 }),
  });
}

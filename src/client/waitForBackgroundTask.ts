import type { WaitResult } from "../wait/waitResult";
import { systemClock } from "../wait/clock";
import { waitForTask, type WaitForTaskOptions } from "../wait/waitForTask";
import { confirmTask } from "./confirmTask";
import type { DcsClient, TaskId } from "./dcsClient";
import { schedulerOf } from "./scheduler";

/** Options of {@link waitForBackgroundTask}. */
export type WaitForBackgroundTaskOptions = Omit<WaitForTaskOptions, "poll" | "news">;

/**
 * Waits until a background task of a DCS instance has ended. All waits of the process share a
 * request budget for each host (`requestsPerSecond` of its options), and those of one
 * client on the same task share their queries. Where the task's own record is gone, or does not
 * settle at 100 %, the instance's task list is asked.
 *
 * @throws {DcsError} see {@link waitForTask}
 *
 * @example
 * ```ts
 * import { DcsClient, type TaskId, waitForBackgroundTask } from "pulumi-huaweicloud-dcs/client";
 *
 * const client = new DcsClient({ region: "cn-north-4" });
 * export async function hasSucceeded(task: TaskId): Promise<boolean> {
 *   const { outcome } = await waitForBackgroundTask(client, task);
 *   return outcome === "succeeded";
 * }
 * ```
 */
export async function waitForBackgroundTask(
  client: DcsClient,
  task: TaskId,
  options: WaitForBackgroundTaskOptions = {},
): Promise<WaitResult> {
  const { clock = systemClock, random = Math.random } = options;
  const { poll, news, random: shared, leave } = schedulerOf(clock).join(client, task, random);
  try {
    return await waitForTask({
      confirm: (signal) => confirmTask(client, task, { signal, retries: 0 }),
      ...options,
      poll,
      news,
      random: shared,
    });
  } finally {
    leave();
  }
}

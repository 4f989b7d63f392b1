import type { WaitResult } from "../../wait/waitResult";
import { systemClock } from "../../wait/clock";
import type { AskTask } from "../../wait/sharedTask";
import { waitForTask } from "../../wait/waitForTask";
import type { WaitForTaskOptions } from "../../wait/waitOptions";
import { confirmTask } from "./confirmTask";
import type { DcsClient } from "../dcsClient";
import type { TaskId } from "../options";
import { toTaskProgress } from "../answers/jobProgress";
import { schedulerOf } from "./scheduler";

/** Options of {@link waitForBackgroundTask} and {@link waitForJob}. */
export type WaitForBackgroundTaskOptions = Omit<WaitForTaskOptions, "poll" | "onNews">;

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
export function waitForBackgroundTask(
  client: DcsClient,
  task: TaskId,
  options: WaitForBackgroundTaskOptions = {},
): Promise<WaitResult> {
  return settleBackgroundTask(client, task, options);
}

/**
 * Waits until a background task of a DCS instance has ended, and gives how it ended as a value:
 * also a task that failed, a time-out and an abort.
 *
 * @throws {DcsError} see {@link waitForTask}
 */
export function settleBackgroundTask(
  client: DcsClient,
  task: TaskId,
  options: WaitForBackgroundTaskOptions = {},
): Promise<WaitResult> {
  const poll: AskTask = (signal) => client.showBackgroundTaskProgress(task, { signal, retries: 0 });
  return waitTogether(client, `${task.instanceId}/${task.taskId}`, poll, {
    confirm: (signal) => confirmTask(client, task, { signal, retries: 0 }),
    ...options,
  });
}

/**
 * Waits until a job has ended, for operations whose job has no background task. A job has no
 * percentage: it is seen as one step, named by its type.
 *
 * @throws {DcsError} see {@link waitForTask}
 */
export function waitForJob(
  client: DcsClient,
  job: { readonly jobId: string },
  options: WaitForBackgroundTaskOptions = {},
): Promise<WaitResult> {
  return settleJob(client, job, options);
}

/** Waits until a job has ended, and gives how it ended as a value. See {@link waitForJob}. */
export function settleJob(
  client: DcsClient,
  job: { readonly jobId: string },
  options: WaitForBackgroundTaskOptions = {},
): Promise<WaitResult> {
  const poll: AskTask = async (signal) =>
    toTaskProgress(await client.showJob(job, { signal, retries: 0 }));
  return waitTogether(client, `job ${job.jobId}`, poll, options);
}

/** Waits with queries that all waits for what `key` names share. */
async function waitTogether(
  client: DcsClient,
  key: string,
  ask: AskTask,
  options: WaitForBackgroundTaskOptions,
): Promise<WaitResult> {
  const { clock = systemClock, random = Math.random } = options;
  const { poll, onNews, random: shared, leave } = schedulerOf(clock).join(client, key, ask, random);
  try {
    return await waitForTask({ ...options, poll, onNews, random: shared });
  } finally {
    leave();
  }
}

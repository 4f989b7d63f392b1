import type { WaitResult } from "../../waitResult";
import { systemClock } from "../../wait/time/clock";
import type { AskTask } from "../../wait/sharedTask";
import { validateGiven } from "../../wait/validateOptions";
import { waitForTask } from "../../wait/waitForTask";
import type { WaitForTaskOptions } from "../../wait/waitOptions";
import { toTaskProgress } from "../answers/jobProgress";
import { assertNoProblem, idProblem } from "../../checks";
import type { DcsClient } from "../dcsClient";
import type { JobId, TaskId } from "../options";
import { confirmTask } from "./confirmTask";
import { requireSuccess } from "./outcomeError";
import { proofOf } from "./proof";
import { checkArguments, requireObject } from "../queryChecks";
import { onClock } from "../queryClock";
import { schedulerOf } from "./scheduler";

/**
 * Options of {@link waitForBackgroundTask}, {@link settleBackgroundTask}, {@link waitForJob} and
 * {@link settleJob}.
 */
export type WaitForBackgroundTaskOptions = Omit<WaitForTaskOptions, "poll" | "onNews" | "proof">;

/**
 * Waits until a background task of a DCS instance has succeeded. If the progress does not tell the
 * task's state, the instance's task list is read. All waits of the process share one request budget for
 * each host (`requestsPerSecond` of the client), and waits of one client on the same task share their
 * queries.
 *
 * @throws {DcsError} `TASK_FAILED`, `TIMED_OUT`, `ABORTED` or `LOST` if it did not succeed, with the
 *   {@link WaitResult} as `result`; and whatever {@link settleBackgroundTask} throws
 *
 * @example
 * ```ts
 * import { DcsClient, isDcsError, type TaskId, waitForBackgroundTask } from "pulumi-huaweicloud-dcs/client";
 *
 * const client = new DcsClient({ region: "cn-north-4" });
 * export async function deployAfter(task: TaskId, deploy: () => Promise<void>): Promise<void> {
 *   try {
 *     await waitForBackgroundTask(client, task);
 *     await deploy();
 *   } catch (error) {
 *     if (!isDcsError(error, "TASK_FAILED")) throw error;
 *     console.error(error.message, error.result?.lastProgress?.stepDetails);
 *   }
 * }
 * ```
 */
export async function waitForBackgroundTask(
  client: DcsClient,
  task: TaskId,
  options: WaitForBackgroundTaskOptions = {},
): Promise<WaitResult> {
  return requireSuccess(await settleBackgroundTask(client, task, options), nameTask(task));
}

/**
 * Waits as {@link waitForBackgroundTask} does, and returns the outcome as a value: also a failed task,
 * a timeout and an abort.
 *
 * @throws {DcsError} see {@link waitForTask}
 */
export async function settleBackgroundTask(
  client: DcsClient,
  task: TaskId,
  options: WaitForBackgroundTaskOptions = {},
): Promise<WaitResult> {
  checkArguments(client, options);
  const { instanceId, taskId } = requireObject(task, "task", "{ instanceId, taskId }");
  assertNoProblem("instanceId", idProblem(instanceId));
  assertNoProblem("taskId", idProblem(taskId));
  const clock = options.clock ?? systemClock;
  const poll: AskTask = (signal) =>
    client.showBackgroundTaskProgress(task, onClock(clock, { signal, retries: 0 }));
  const askList: WaitForTaskOptions["confirm"] = (signal) =>
    confirmTask(client, task, onClock(clock, { signal, retries: 0 }));
  return waitTogether(client, `${instanceId}/${taskId}`, poll, {
    ...options,
    confirm: options.confirm ?? askList,
  });
}

/**
 * Waits until a job has succeeded, for operations whose job has no background task. A job has no
 * percentage before it has succeeded; its progress has one step, with the job's type as its name.
 *
 * @throws {DcsError} as {@link waitForBackgroundTask}
 */
export async function waitForJob(
  client: DcsClient,
  job: JobId,
  options: WaitForBackgroundTaskOptions = {},
): Promise<WaitResult> {
  return requireSuccess(await settleJob(client, job, options), `job ${job.jobId}`);
}

/**
 * Waits as {@link waitForJob} does, and returns the outcome as a value.
 *
 * @throws {DcsError} see {@link waitForTask}
 */
export async function settleJob(
  client: DcsClient,
  job: JobId,
  options: WaitForBackgroundTaskOptions = {},
): Promise<WaitResult> {
  checkArguments(client, options);
  const { jobId } = requireObject(job, "job", "{ jobId }");
  assertNoProblem("jobId", idProblem(jobId));
  const clock = options.clock ?? systemClock;
  const poll: AskTask = async (signal) =>
    toTaskProgress(await client.showJob(job, onClock(clock, { signal, retries: 0 })));
  return waitTogether(client, `job ${jobId}`, poll, options);
}

/** The name of a task in messages. */
export function nameTask({ instanceId, taskId }: TaskId): string {
  return `background task ${taskId} of instance ${instanceId}`;
}

/** Waits with queries that are shared by all waits with the same `key`. */
async function waitTogether(
  client: DcsClient,
  key: string,
  ask: AskTask,
  options: WaitForBackgroundTaskOptions,
): Promise<WaitResult> {
  validateGiven(options);
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const { poll, onNews, random: shared, leave } = schedulerOf(clock).join(client, key, ask, random);
  try {
    const proof = proofOf(client);
    return await waitForTask({ ...options, poll, onNews, random: shared, proof });
  } finally {
    leave();
  }
}

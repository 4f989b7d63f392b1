import type { TaskProgress } from "../../taskProgress";
import { childSignal } from "../../wait/time/orAborted";
import { validateGiven } from "../../wait/validateOptions";
import type { WaitResult, WaitStatus } from "../../waitResult";
import type { DcsClient } from "../dcsClient";
import type { TaskId } from "../options";
import { checkArguments } from "../queryChecks";
import { requireSuccess } from "./outcomeError";
import {
  nameTask,
  settleBackgroundTask,
  type WaitForBackgroundTaskOptions,
} from "./waitForBackgroundTask";

/** One answer about a watched task. */
export interface TaskUpdate {
  /** The service's answer. */
  readonly progress: TaskProgress;
  /** The state of the wait. */
  readonly status: WaitStatus;
}

/**
 * Yields each answer about a background task until it has succeeded. It waits as
 * {@link waitForBackgroundTask} does, starting with the first `next`. A slow reader skips answers and
 * gets the latest. Leaving the loop stops the wait; the task itself goes on.
 *
 * @throws {DcsError} while iterating; as {@link waitForBackgroundTask}
 *
 * @example
 * ```ts
 * import { DcsClient, type TaskId, watchBackgroundTask } from "pulumi-huaweicloud-dcs/client";
 *
 * const client = new DcsClient({ region: "cn-north-4" });
 * export async function print(task: TaskId): Promise<void> {
 *   for await (const { progress } of watchBackgroundTask(client, task)) {
 *     console.log(`${progress.progress ?? "?"} %`);
 *   }
 * }
 * ```
 */
export async function* watchBackgroundTask(
  client: DcsClient,
  task: TaskId,
  options: WaitForBackgroundTaskOptions = {},
): AsyncGenerator<TaskUpdate, void, undefined> {
  checkArguments(client, options);
  validateGiven(options);
  const own = childSignal(options.signal ?? new AbortController().signal);
  const mailbox = new Mailbox<TaskUpdate>();
  const wait = settleBackgroundTask(client, task, {
    ...options,
    signal: own.signal,
    onProgress: (progress, status) => {
      mailbox.put({ progress, status });
      return options.onProgress?.(progress, status);
    },
  });
  const settled: Promise<void> = wait.then(ignore, ignore).finally(() => {
    mailbox.close();
  });
  try {
    for (let next = await mailbox.take(); next; next = await mailbox.take()) yield next;
    const result: WaitResult = await wait;
    requireSuccess(result, nameTask(task));
  } finally {
    own.end();
    await settled;
  }
}

function ignore(): void {
  // Awaiting the result throws the error.
}

/** Holds the latest value until it is taken. */
class Mailbox<T> {
  #latest: T | undefined;
  #isClosed = false;
  #wake: (() => void) | undefined;

  put(value: T): void {
    this.#latest = value;
    this.#wake?.();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake?.();
  }

  /** Waits for a value; `undefined` once the mailbox is closed and empty. */
  async take(): Promise<T | undefined> {
    if (this.#latest === undefined && !this.#isClosed) {
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
    const taken = this.#latest;
    this.#latest = undefined;
    return taken;
  }
}

import type { DcsClient } from "../../client/dcsClient";
import { isDcsError } from "../../errors";
import type { WaitResult } from "../../waitResult";
import type { CliIo } from "../cliIo";
import type { TaskEnd, WaitedTask } from "./waitedTask";

/** Waits for tasks at the same time, and shows their progress in one of the formats. */
export type WaitTasks = (
  client: DcsClient,
  tasks: readonly WaitedTask[],
  options: { readonly timeoutMs: number; readonly io: CliIo },
) => Promise<readonly TaskEnd[]>;

/**
 * Settles all tasks at the same time. An error of one does not end the waits for the others.
 *
 * @param onEnd - called as soon as one of them has ended
 * @throws what is no error of this package
 */
export function settleTasks(
  tasks: readonly WaitedTask[],
  settle: (task: WaitedTask, index: number) => Promise<WaitResult>,
  onEnd: (end: TaskEnd, index: number) => void,
): Promise<readonly TaskEnd[]> {
  return Promise.all(
    tasks.map(async (task, index) => {
      const end = await endOf(task, () => settle(task, index));
      onEnd(end, index);
      return end;
    }),
  );
}

async function endOf(task: WaitedTask, settle: () => Promise<WaitResult>): Promise<TaskEnd> {
  if (task.problem) return { task, error: task.problem };
  try {
    return { task, result: await settle() };
  } catch (error) {
    if (!isDcsError(error)) throw error;
    return { task, error };
  }
}

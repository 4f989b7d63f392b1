import { idProblem } from "../../checks";
import type { BackgroundTaskSummary } from "../../client/answers/backgroundTasks";
import type { DcsClient } from "../../client/dcsClient";
import { DcsError } from "../../errors";
import { printable } from "../../printable";
import { findUnfinished, type SearchContext, type TaskFilter } from "./findUnfinished";
import { nameOfTask, type WaitedTask } from "./waitedTask";

/** Which tasks of an instance to wait for. */
export interface TaskChoice extends TaskFilter {
  /** Every unfinished task instead of the newest one. Default false. */
  readonly all?: boolean | undefined;
}

/**
 * Chooses unfinished tasks of an instance, newest first. While it looks for a task that is to appear,
 * tasks count too that were created meanwhile and have already ended.
 *
 * @returns an empty list if there is none
 * @param context - `say` prints what was chosen, and why
 * @throws {DcsError} `MALFORMED_RESPONSE` if the service lists an id that cannot be queried; as
 *   {@link findUnfinished}
 */
export async function chooseTasks(
  client: DcsClient,
  choice: TaskChoice,
  context: SearchContext,
): Promise<readonly WaitedTask[]> {
  const { instanceId, all = false } = choice;
  const found = await findUnfinished(client, choice, context);
  const tasks = found.map((task) => toWaitedTask(instanceId, task));
  const chosen = all ? tasks : tasks.slice(0, 1);
  chosen.forEach(requireId);
  context.say(chosen.length > 0 ? describeChosen(chosen, tasks.length) : describeNone(choice));
  return chosen;
}

function requireId(task: WaitedTask): void {
  const problem = idProblem(task.taskId);
  if (problem === undefined) return;
  throw new DcsError(
    "MALFORMED_RESPONSE",
    `the service lists the task ${nameOfTask(task)}, whose id ${problem}; give the id of a task`,
  );
}

function toWaitedTask(
  instanceId: string,
  { id: taskId, name: taskName, status, createdAt }: BackgroundTaskSummary,
): WaitedTask {
  return { instanceId, taskId, taskName, status, createdAt };
}

function describeChosen(chosen: readonly WaitedTask[], found: number): string {
  const [task] = chosen;
  if (!task || chosen.length > 1) {
    return `Waiting for ${chosen.length} tasks: ${chosen.map(nameOfTask).join(", ")}.`;
  }
  const { status, createdAt } = task;
  const facts = [status, createdAt && `created ${createdAt}`].filter(Boolean).join(", ");
  const of = found > 1 ? `, the newest of ${found}` : "";
  return `Waiting for ${nameOfTask(task)}${facts && ` (${printable(facts)})`}${of}.`;
}

function describeNone({ instanceId, names, appearMs = 0 }: TaskChoice): string {
  const named = names ? ` named ${names.map((name) => printable(name)).join(" or ")}` : "";
  const advice =
    appearMs > 0
      ? `, and none appeared within ${appearMs / 1000} s.`
      : '. If one is about to start, wait for it with "--appear 60s".';
  return `Instance ${instanceId} has no unfinished background task${named}${advice}`;
}

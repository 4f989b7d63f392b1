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
 * @param context - `say` prints what was chosen, and why
 * @returns an empty list if there is none; at least one of them can be queried
 * @throws {DcsError} `MALFORMED_RESPONSE` if none of them has an id that can be queried; as
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
  const fit = chosen.filter(({ problem }) => !problem);
  const [unfit] = chosen;
  if (fit.length === 0 && unfit?.problem) throw unfit.problem;
  const amount = all ? fit.length : tasks.length;
  context.say(fit.length > 0 ? describeChosen(fit, amount) : describeNone(choice));
  return chosen;
}

function toWaitedTask(
  instanceId: string,
  { id: taskId, name: taskName, status, createdAt }: BackgroundTaskSummary,
): WaitedTask {
  const task = { instanceId, taskId, taskName, status, createdAt };
  return { ...task, problem: problemOf(task) };
}

function problemOf(task: WaitedTask): DcsError | undefined {
  const problem = idProblem(task.taskId);
  if (problem === undefined) return undefined;
  const name = nameOfTask(task);
  return new DcsError(
    "MALFORMED_RESPONSE",
    `the service lists the task ${name}, whose id ${problem}; give the id of a task`,
  );
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

import { idProblem } from "../../checks";
import type { BackgroundTaskSummary } from "../../client/answers/backgroundTasks";
import type { DcsClient } from "../../client/dcsClient";
import { onClock } from "../../client/queryClock";
import { selectTasks } from "../../client/tasks/findTasks";
import { proofOf } from "../../client/tasks/proof";
import { DcsError } from "../../errors";
import { printable } from "../../printable";
import { pollUntilFound } from "../../wait/pollUntilFound";
import type { Clock } from "../../wait/time/clock";
import { nameOfTask, type WaitedTask } from "./waitedTask";

/** Which tasks of an instance to wait for. */
export interface TaskChoice {
  readonly instanceId: string;
  /** Possible names. Default: any name. */
  readonly names?: readonly string[] | undefined;
  /** Every unfinished task instead of the newest one. Default false. */
  readonly all?: boolean | undefined;
  /** How long to look for a task that is not there yet, in milliseconds. Default 0: one look. */
  readonly appearMs?: number | undefined;
}

/** What a choice uses. */
interface ChoiceContext {
  readonly signal: AbortSignal;
  /** Prints what was chosen, and why. */
  readonly say: (text: string) => void;
  readonly clock: Clock;
}

/** Gaps between two looks at the list. */
const delays = { minDelayMs: 1_000, maxDelayMs: 5_000 };
/** Failed queries are retried for this long, also where the search itself is shorter. */
const MIN_PATIENCE_MS = 60_000;
/** The service's clock is known to a second; creation times may be rounded. In milliseconds. */
const CLOCK_MARGIN_MS = 2_000;

/**
 * Chooses unfinished tasks of an instance, newest first. While it looks for a task that is to appear,
 * tasks count too that were created meanwhile and have already ended.
 *
 * @returns an empty list if there is none
 * @throws {DcsError} `ABORTED`; `MALFORMED_RESPONSE` if the service lists an id that cannot be
 *   queried; as {@link DcsClient.listBackgroundTasks}
 */
export async function chooseTasks(
  client: DcsClient,
  choice: TaskChoice,
  { signal, say, clock }: ChoiceContext,
): Promise<readonly WaitedTask[]> {
  const { instanceId, all = false } = choice;
  const found = await findUnfinished(client, choice, { signal, say, clock });
  const tasks = found.map((task) => toWaitedTask(instanceId, task));
  const chosen = all ? tasks : tasks.slice(0, 1);
  chosen.forEach(requireId);
  say(chosen.length > 0 ? describeChosen(chosen, tasks.length) : describeNone(choice));
  return chosen;
}

/**
 * Finds unfinished tasks. If they may still appear, it looks until there is one, and those count too that
 * were created since the search began, by the service's clock.
 */
async function findUnfinished(
  client: DcsClient,
  { instanceId, names: taskNames, appearMs = 0 }: TaskChoice,
  { signal, say, clock }: ChoiceContext,
): Promise<readonly BackgroundTaskSummary[]> {
  const isToAppear = appearMs > 0;
  const startedAt = Date.now() - CLOCK_MARGIN_MS;
  let createdSince: number | undefined;
  let isTold = false;
  const look = async (own: AbortSignal): Promise<BackgroundTaskSummary[] | undefined> => {
    const listed: BackgroundTaskSummary[] = [];
    const options = onClock(clock, { signal: own, retries: 0 });
    for await (const task of client.listBackgroundTasks({ instanceId }, options)) listed.push(task);
    // Only an answer tells how far the service's clock is from this machine's.
    if (isToAppear) createdSince ??= startedAt + (client.clockSkewMs ?? 0);
    const tasks = selectTasks(listed, { taskNames, createdSince });
    return tasks.length > 0 ? tasks : undefined;
  };
  const found = await pollUntilFound(look, {
    ...delays,
    ...{ signal, clock, graceMs: appearMs, timeoutMs: Math.max(appearMs, MIN_PATIENCE_MS) },
    isAbsenceFinal: !isToAppear,
    onTrouble: ({ message }) => {
      if (!isTold) say(`Will ask again for the tasks: ${message}`);
      isTold = true;
    },
    proof: proofOf(client),
  });
  return found ?? [];
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

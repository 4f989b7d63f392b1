import type { BackgroundTaskSummary } from "../client/answers/backgroundTasks";
import type { DcsClient } from "../client/dcsClient";
import { findTaskOfJob, newestFirst, selectTasks } from "../client/tasks/findTasks";
import { printable } from "../printable";
import { schedulerOf } from "../client/tasks/scheduler";
import { DcsError } from "../errors";
import { pollUntilFound } from "../wait/pollUntilFound";
import type { Host } from "./host";
import type { BackgroundTaskInputs } from "./inputs";
import { describeNames, type Target, toNames } from "./target";

/** How long a task that is not listed yet is looked for, in milliseconds. */
const GRACE_MS = 10_000;
/** Two clocks, and a list that is behind, may differ by this much, in milliseconds. */
const MARGIN_MS = 60_000;
/** How many tasks an error lists. */
const MOST_LISTED = 5;

/** What a search needs beside the inputs. */
export interface Search {
  readonly host: Host;
  readonly client: DcsClient;
  readonly timeoutMs: number;
  /** Waits for what is not listed yet; else one look is enough. */
  readonly isPatient: boolean;
  readonly onTrouble?: (error: DcsError) => void;
}

/**
 * What the inputs name: the task of `taskId`; that of `jobId`, or the job itself; or the tasks that
 * are unfinished or were created during this run, newest first, all or those of a name.
 *
 * @returns nothing where there is none and the inputs say that this is no error
 * @throws {DcsError} `NOT_FOUND` where it is one
 */
export async function findTargets(inputs: BackgroundTaskInputs, search: Search): Promise<Target[]> {
  const { taskId, jobId } = inputs;
  if (taskId !== undefined) return [{ taskId }];
  return jobId === undefined
    ? findByName(inputs, search)
    : [await findByJob({ ...inputs, jobId }, search)];
}

async function findByJob(
  job: BackgroundTaskInputs & { readonly jobId: string },
  search: Search,
): Promise<Target> {
  const { client } = search;
  const found = await look(job, search, async (signal): Promise<Target | undefined> => {
    const options = { signal, retries: 0 };
    const task = await findTaskOfJob(client, job, options);
    if (task) return toTarget(task);
    const { status = "" } = await client.showJob(job, options);
    // A job that goes on may get a task yet.
    return ["SUCCESS", "FAIL"].includes(status) ? { jobId: job.jobId } : undefined;
  });
  return found ?? { jobId: job.jobId };
}

async function findByName(inputs: BackgroundTaskInputs, search: Search): Promise<Target[]> {
  const { client, host } = search;
  const { instanceId } = inputs;
  const taskNames = toNames(inputs.taskName);
  const listed = new Map<string, BackgroundTaskSummary>();
  let startTime: Date | undefined;
  const found = await look(inputs, search, async (signal) => {
    const tasks = client.listBackgroundTasks({ instanceId, startTime }, { signal, retries: 0 });
    for await (const task of tasks) listed.set(task.id, task);
    const createdSince = host.runStartedAt() + (client.clockSkewMs ?? 0);
    // All that is older has been seen now.
    startTime = new Date(createdSince - MARGIN_MS);
    const selected = selectTasks([...listed.values()], { taskNames, createdSince });
    return selected.length > 0 ? selected : undefined;
  });
  if (found) return found.map(toTarget);
  if (inputs.ifNone === "record") return [];
  throw new DcsError(
    "NOT_FOUND",
    `instance ${instanceId} has no unfinished ${describeNames(inputs.taskName)}, and none was ` +
      `created during this run; ${describeList(newestFirst([...listed.values()]))}. Start the ` +
      'operation first, look for another taskName, or set ifNone to "record"',
  );
}

function look<T>(
  inputs: BackgroundTaskInputs,
  { client, host, timeoutMs, isPatient, onTrouble }: Search,
  query: (signal: AbortSignal) => Promise<T | undefined>,
): Promise<T | undefined> {
  const { clock, cancelled } = host;
  const ask = (signal: AbortSignal) => schedulerOf(clock).ask(client, signal, () => query(signal));
  return pollUntilFound(ask, {
    graceMs: isPatient ? GRACE_MS : 0,
    timeoutMs,
    minDelayMs: inputs.poll.minSeconds * 1000,
    maxDelayMs: inputs.poll.maxSeconds * 1000,
    signal: cancelled,
    clock,
    onTrouble,
  });
}

function toTarget({ id, name }: BackgroundTaskSummary): Target {
  return { taskId: id, ...(name !== undefined && { taskName: name }) };
}

function describeList(tasks: readonly BackgroundTaskSummary[]): string {
  if (tasks.length === 0) return "it has no task at all";
  const lines = tasks
    .slice(0, MOST_LISTED)
    .map(({ id, name, status, createdAt }) =>
      printable([name, id, status, createdAt].filter(Boolean).join(" ")),
    );
  const more = tasks.length > MOST_LISTED ? ` and ${tasks.length - MOST_LISTED} older ones` : "";
  return `it has ${lines.join(", ")}${more}`;
}

import type { BackgroundTaskSummary } from "../client/answers/backgroundTasks";
import type { DcsClient } from "../client/dcsClient";
import { onClock } from "../client/queryClock";
import { findTaskOfJob, isUnfinished, newestFirst, selectTasks } from "../client/tasks/findTasks";
import { proofOf } from "../client/tasks/proof";
import { isSameId } from "../client/tasks/sameId";
import { parseServiceTime } from "../display/stepTimes";
import { DcsError } from "../errors";
import { printable } from "../printable";
import { pollUntilFound } from "../wait/pollUntilFound";
import { toBounds } from "./following";
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
  /** Keeps looking for what is not listed yet; otherwise one look is enough. */
  readonly isPatient: boolean;
  /**
   * Tasks created since then count although they have ended: milliseconds since 1970 by the
   * service's clock. Default: the start of this run.
   */
  readonly since?: number | undefined;
  /** Ids of tasks that an earlier run has judged: they are found only while they are unfinished. */
  readonly judged?: readonly string[];
  /** Ids of tasks that are not looked for. */
  readonly except?: readonly string[];
  readonly onTrouble?: (error: DcsError) => void;
}

/** What a search found. */
export interface Found {
  /** Newest first. */
  readonly targets: readonly Target[];
  /** What a person must know about it: there is no task, or it is older than this run. */
  readonly remark?: string;
}

/**
 * What the inputs name: the task of `taskId`; that of `jobId`, or the job itself; or the tasks that
 * are unfinished or were created since the state was last settled, all or those of a name.
 *
 * @returns no target where there is none and the inputs say that this is no error
 * @throws {DcsError} `NOT_FOUND` where it is one
 */
export async function findTargets(inputs: BackgroundTaskInputs, search: Search): Promise<Found> {
  const { taskId, jobId } = inputs;
  if (taskId !== undefined) return { targets: [{ taskId }] };
  return jobId === undefined
    ? findByName(inputs, search)
    : { targets: [await findByJob({ ...inputs, jobId }, search)] };
}

async function findByJob(
  job: BackgroundTaskInputs & { readonly jobId: string },
  search: Search,
): Promise<Target> {
  const { client, host } = search;
  const found = await look(job, search, async (signal): Promise<Target | undefined> => {
    const options = onClock(host.clock, { signal, retries: 0 });
    const task = await findTaskOfJob(client, job, options);
    if (task) return toTarget(task);
    const { status = "" } = await client.showJob(job, options);
    // A job that is under way may get a task yet.
    return ["SUCCESS", "FAIL"].includes(status) ? { jobId: job.jobId } : undefined;
  });
  return found ?? { jobId: job.jobId };
}

async function findByName(inputs: BackgroundTaskInputs, search: Search): Promise<Found> {
  const { client, host } = search;
  const { instanceId } = inputs;
  const taskNames = toNames(inputs.taskName);
  const listed = new Map<string, BackgroundTaskSummary>();
  let startTime: Date | undefined;
  const found = await look(inputs, search, async (signal) => {
    const options = onClock(host.clock, { signal, retries: 0 });
    const tasks = client.listBackgroundTasks({ instanceId, startTime }, options);
    for await (const task of tasks) listed.set(task.id, task);
    const createdSince = oldestCreation(search);
    // The first look has seen all that is older.
    startTime = new Date(Math.max(createdSince - MARGIN_MS, 0));
    const selected = selectTasks([...listed.values()], { taskNames, createdSince }).filter((task) =>
      isWanted(task, search),
    );
    return selected.length > 0 ? selected : undefined;
  });
  if (found) return { targets: found.map(toTarget), ...remarkOnAge(found, search) };
  const none =
    `instance ${instanceId} has no unfinished ${describeNames(inputs.taskName)}, and none was ` +
    `created since ${toTime(oldestCreation(search))}; ` +
    describeList(newestFirst([...listed.values()]));
  if (inputs.ifNone === "record") return { targets: [], remark: `nothing to wait for: ${none}` };
  throw new DcsError(
    "NOT_FOUND",
    `${none}. Start the operation first, look for another taskName, or set ifNone to "record"`,
  );
}

function isWanted(task: BackgroundTaskSummary, { judged = [], except = [] }: Search): boolean {
  const isAmong = (ids: readonly string[]) => ids.some((id) => isSameId(task.id, id));
  return !isAmong(except) && (isUnfinished(task) || !isAmong(judged));
}

/** Since when a task counts that has ended, by the service's clock, whose offset a look may teach. */
function oldestCreation(search: Search): number {
  return Math.min(runStart(search), search.since ?? Infinity);
}

function runStart({ host, client }: Search): number {
  return host.runStartedAt() + (client.clockSkewMs ?? 0);
}

/** An interrupted run may have left a task that has ended by now: say that it is not of this one. */
function remarkOnAge([newest]: readonly BackgroundTaskSummary[], search: Search): Partial<Found> {
  if (!newest?.createdAt || isUnfinished(newest)) return {};
  if (!(parseServiceTime(newest.createdAt) < runStart(search))) return {};
  const name = printable(newest.name ?? "the task");
  return {
    remark:
      `found ${name} ${newest.id}, created at ${printable(newest.createdAt)}: before this run, ` +
      "and after the last wait had ended",
  };
}

function look<T>(
  inputs: BackgroundTaskInputs,
  { client, host, timeoutMs, isPatient, onTrouble }: Search,
  query: (signal: AbortSignal) => Promise<T | undefined>,
): Promise<T | undefined> {
  const { clock, cancelled } = host;
  return pollUntilFound(query, {
    graceMs: isPatient ? GRACE_MS : 0,
    timeoutMs,
    ...toBounds(inputs),
    signal: cancelled,
    clock,
    onTrouble,
    proof: proofOf(client),
  });
}

function toTarget({ id, name }: BackgroundTaskSummary): Target {
  return { taskId: id, ...(name !== undefined && { taskName: name }) };
}

function toTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
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

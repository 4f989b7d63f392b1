import type { BackgroundTaskSummary } from "../../client/answers/backgroundTasks";
import { onClock } from "../../client/queryClock";
import { isUnfinished, newestFirst, selectTasks } from "../../client/tasks/findTasks";
import { DcsError } from "../../errors";
import { printable } from "../../printable";
import { parseServiceTime } from "../../serviceTime";
import { describeNames, toNames } from "../properties/taskNames";
import { isSameTarget, type Target, toTarget } from "./target";
import { queryInSession, type WaitSession } from "./waitSession";

/** How long to search for a task that is not listed yet, in milliseconds. */
export const SEARCH_GRACE_MS = 10_000;
/** How far clocks, and a list that lags behind, may be apart, in milliseconds. */
const CLOCK_MARGIN_MS = 60_000;
/** Tasks that an error lists. */
const MAX_LISTED = 5;

/** What one search does differently. */
export interface Search {
  /** How long to search for what is not listed yet, in milliseconds. Default 0: one look. */
  readonly graceMs?: number;
  /** Targets to skip. Default none. */
  readonly except?: readonly Target[];
  /** Whether finding nothing is normal, whatever `ifNone` says. Default false. */
  readonly isOptional?: boolean;
}

/** What a search has found. */
interface Found {
  /** Newest first. */
  readonly targets: readonly Target[];
  /** What the user must know: there is no task, or it is older than this run. */
  readonly remark?: string;
}

/** Finds the tasks of the instance that the inputs mean, by their name. */
export async function findByName(session: WaitSession, search: Search): Promise<Found> {
  const { client, host, inputs } = session;
  const { instanceId } = inputs;
  const taskNames = toNames(inputs.taskName);
  const listed = new Map<string, BackgroundTaskSummary>();
  let startTime: Date | undefined;
  const query = async (signal: AbortSignal) => {
    const options = onClock(host.clock, { signal, retries: 0 });
    const tasks = client.listBackgroundTasks({ instanceId, startTime }, options);
    for await (const task of tasks) listed.set(task.id, task);
    const createdSince = oldestCreation(session);
    // The first look has read all older tasks.
    startTime = new Date(Math.max(createdSince - CLOCK_MARGIN_MS, 0));
    const selected = selectTasks([...listed.values()], { taskNames, createdSince });
    const wanted = selected.filter((task) => isWanted(task, session, search));
    return wanted.length > 0 ? wanted : undefined;
  };
  const { graceMs = 0 } = search;
  const found = await queryInSession(session, query, { graceMs });
  if (found) return { targets: found.map(toTarget), ...remarkOnAge(found, session) };
  const none = describeNone(session, newestFirst([...listed.values()]));
  if (inputs.ifNone === "record" || search.isOptional) {
    return { targets: [], remark: `nothing to wait for: ${none}` };
  }
  throw new DcsError(
    "NOT_FOUND",
    `${none}. Start the operation first, look for another taskName, or set ifNone to "record"`,
  );
}

function isWanted(
  task: BackgroundTaskSummary,
  { judged }: WaitSession,
  { except = [] }: Search,
): boolean {
  const isTask = (other: Target) => isSameTarget(toTarget(task), other);
  if (except.some(isTask)) return false;
  return isUnfinished(task) || !judged.some(isTask);
}

/**
 * Since when tasks count that have ended, by the service's clock. A look may learn how far that clock
 * is from this machine's.
 */
function oldestCreation(session: WaitSession): number {
  return Math.min(runStart(session), session.since ?? Infinity);
}

function runStart({ host, client }: WaitSession): number {
  return host.runStartedAt() + (client.clockSkewMs ?? 0);
}

/** An interrupted run may have left a task that has ended by now: say that it is older than this run. */
function remarkOnAge(
  [newest]: readonly BackgroundTaskSummary[],
  session: WaitSession,
): Pick<Found, "remark"> {
  if (!newest?.createdAt || isUnfinished(newest)) return {};
  if (!(parseServiceTime(newest.createdAt) < runStart(session))) return {};
  const name = printable(newest.name ?? "the task");
  return {
    remark:
      `found ${name} ${newest.id}, created at ${printable(newest.createdAt)}: before this run, ` +
      "and after the last wait had ended",
  };
}

function describeNone(session: WaitSession, tasks: readonly BackgroundTaskSummary[]): string {
  const { instanceId, taskName } = session.inputs;
  return (
    `instance ${instanceId} has no unfinished ${describeNames(taskName)}, and none was ` +
    `created since ${toTime(oldestCreation(session))}; ${describeList(tasks)}`
  );
}

function describeList(tasks: readonly BackgroundTaskSummary[]): string {
  if (tasks.length === 0) return "it has no tasks";
  const lines = tasks
    .slice(0, MAX_LISTED)
    .map(({ id, name, status, createdAt }) =>
      printable([name, id, status, createdAt].filter(Boolean).join(" ")),
    );
  const more = tasks.length > MAX_LISTED ? ` and ${tasks.length - MAX_LISTED} older ones` : "";
  return `it has ${lines.join(", ")}${more}`;
}

function toTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

import { printable } from "../printable";
import { readMarks } from "./properties/savedState";

type Properties = Readonly<Record<string, unknown>>;

/** What texts show of a value that only the real run will know. */
export const NOT_KNOWN = "(not known yet)";

/** Whether a status is final: no further request can change it, or the inputs accept it. */
export function isFinal(status: unknown, news: Properties): boolean {
  switch (status) {
    case "SUCCEEDED":
      return true;
    case "NONE":
      return news["ifNone"] !== "error" || news["wait"] === false;
    case "RUNNING":
      return false;
    default:
      return news["onFailure"] === "record" && news["wait"] !== false;
  }
}

/** What a state says of one task. */
export interface SavedTask {
  readonly status?: unknown;
  /** Absent for a job without a task. */
  readonly taskId?: unknown;
  readonly progress?: unknown;
}

/**
 * Why a saved state needs another wait although no input has changed: it is no success, and the inputs
 * do not accept that. `undefined` where it needs none. The text describes the state alone, so that it
 * holds in an update, in a refresh and in a replacement.
 *
 * @param tasks - the tasks of the state. Default: the one that its outputs describe
 */
export function unsettledReason(
  olds: Properties,
  news: Properties,
  tasks: readonly SavedTask[] = [olds],
): string | undefined {
  const { isOpen } = readMarks(olds);
  if (news["wait"] === false) return isOpen ? "the last look was not answered" : undefined;
  // The inputs may accept a time-out; an interrupted wait is none.
  const first = tasks.find(
    ({ status }) => !isAccepted(status, news) || (isOpen && status === "RUNNING"),
  );
  if (!first) return isOpen ? "not every task of the instance is known to be done" : undefined;
  switch (first.status) {
    case "NONE":
      return "no task was found";
    case "RUNNING":
      return `unfinished: ${describeUnfinished(olds, tasks)}`;
    default:
      return `${nameOf(first, olds)} ${first.status === "FAILED" ? "failed" : "ended unseen"}`;
  }
}

/** Why a resource is replaced: `another region cn-north-4 -> cn-east-3`. */
export function describeMove(names: readonly string[], olds: Properties, news: Properties): string {
  const changes = names.map((name) => `${name} ${shown(olds[name])} -> ${shown(news[name])}`);
  return `another ${changes.join(", ")}`;
}

function describeUnfinished(olds: Properties, tasks: readonly SavedTask[]): string {
  const unfinished = tasks.filter(({ status }) => status === "RUNNING");
  const [first] = unfinished;
  if (tasks.length > 1 || !first) return `${unfinished.length} of ${tasks.length} tasks`;
  return `${nameOf(first, olds)} was at ${shown(first.progress)} %`;
}

function nameOf({ taskId }: SavedTask, { jobId }: Properties): string {
  if (taskId !== undefined) return `task ${shown(taskId)}`;
  return jobId === undefined ? "the task" : `job ${shown(jobId)}`;
}

function isAccepted(status: unknown, news: Properties): boolean {
  if (status === "RUNNING") return news["onTimeout"] === "record";
  return isFinal(status, news);
}

/** Anyone may have written the state, so its values are made printable. */
function shown(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? printable(`${value}`) : "?";
}

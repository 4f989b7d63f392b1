import { printable } from "../printable";
import { readMarks } from "./properties/savedState";

type Properties = Readonly<Record<string, unknown>>;

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

/**
 * Why a saved state needs another wait although no input has changed: it is no success, and the inputs
 * do not accept that. `undefined` where it needs none. The text describes the state alone, so that it
 * holds in an update, in a refresh and in a replacement.
 */
export function unsettledReason(
  olds: Properties,
  news: Properties,
  statuses: readonly unknown[] = [olds["status"]],
): string | undefined {
  if (news["wait"] === false) return undefined;
  const { taskId, progress } = olds;
  const { isOpen } = readMarks(olds);
  const task = taskId === undefined ? "the task" : `task ${shown(taskId)}`;
  // The inputs may accept a time-out; an interrupted wait is none.
  const bad = statuses.find(
    (status) => !isAccepted(status, news) || (isOpen && status === "RUNNING"),
  );
  switch (bad) {
    case undefined:
      return isOpen ? "not every task of the instance is known to be done" : undefined;
    case "NONE":
      return "no task was found";
    case "RUNNING":
      return `unfinished: ${taskId === undefined ? count(statuses) : `${task} was at ${shown(progress)} %`}`;
    default:
      return `${task} ${bad === "FAILED" ? "failed" : "ended unseen"}`;
  }
}

/** Why a resource is replaced: `another region cn-north-4 -> cn-east-3`. */
export function describeMove(names: readonly string[], olds: Properties, news: Properties): string {
  const changes = names.map((name) => `${name} ${shown(olds[name])} -> ${shown(news[name])}`);
  return `another ${changes.join(", ")}`;
}

function count(statuses: readonly unknown[]): string {
  const running = statuses.filter((status) => status === "RUNNING").length;
  return statuses.length > 1 ? `${running} of ${statuses.length} tasks` : "the task";
}

function isAccepted(status: unknown, news: Properties): boolean {
  if (status === "RUNNING") return news["onTimeout"] === "record";
  return isFinal(status, news);
}

/** Anyone may have written the state, so its values are made printable. */
function shown(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? printable(`${value}`) : "?";
}

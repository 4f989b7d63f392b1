import * as v from "valibot";
import { isWire, List, parseAnswer, present, record, textReader, type Wire } from "./wire";

/** One entry of an instance's task list. A field that the service leaves out is absent. */
export interface BackgroundTaskSummary {
  /** The task's id. */
  readonly id: string;
  /** Such as `EXTEND`, `ChangeInstanceSpec`, `BindEip`; an open set. */
  readonly name?: string;
  /** `CREATED`, `WAITING`, `EXECUTING`, `SUCCESS` or `FAILED`; other words than those of steps. */
  readonly status?: string;
  /** ISO text, as the service gives it. */
  readonly createdAt?: string;
  /** As `createdAt`. */
  readonly updatedAt?: string;
  /** Who started the task. */
  readonly userName?: string;
  /** As `userName`. */
  readonly userId?: string;
  /** The service's text about the operation's parameters. */
  readonly params?: string;
  /** Whether the task has a progress that can be shown. */
  readonly enableShow?: boolean;
  /** Diagnostic only: tasks that succeeded carry codes too. */
  readonly errorCode?: string;
  /** The job that started the task, where the service names it. */
  readonly jobId?: string;
  /** What the task changes, field for field the service's. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** One page of a list of tasks. */
export interface TaskPage {
  /** The entries that could be read. */
  readonly tasks: readonly BackgroundTaskSummary[];
  /** Entries in the answer, unreadable ones included. */
  readonly read: number;
  /** How many tasks the list has in all, where the answer says so. */
  readonly total?: number;
}

/** The largest page that the service gives. */
const MOST_TASKS = 1_000;
/** `details` that are deeper could not be written down: `JSON.stringify` runs out of stack. */
const MOST_LEVELS = 20;
/** How many values the details of one page may have; real ones have about 20 for each task. */
const MOST_VALUES = 50_000;

const readTexts = textReader({
  name: "name",
  status: "status",
  created_at: "createdAt",
  updated_at: "updatedAt",
  user_name: "userName",
  user_id: "userId",
  params: "params",
  error_code: "errorCode",
  job_id: "jobId",
});

/** `tasks` may be missing only if `task_count` is 0; otherwise the answer is malformed, not empty. */
const Page = v.pipe(
  record({
    tasks: v.nullish(
      v.pipe(
        List,
        v.check(({ length }) => length <= MOST_TASKS, `has more than ${MOST_TASKS} entries`),
      ),
    ),
    task_count: v.optional(v.unknown()),
  }),
  v.check(({ tasks, task_count }) => Boolean(tasks) || toCount(task_count) === 0, "has no tasks"),
  v.transform(({ tasks, task_count }) => toPage(tasks ?? [], toCount(task_count))),
  v.check(({ tasks, read }) => read === 0 || tasks.length > 0, "has no task that can be read"),
);

/**
 * Reads one page of ListBackgroundTask or ListCenterTask. An entry without an id is left out.
 *
 * @throws {DcsError} `MALFORMED_RESPONSE` when it has another shape, or no entry that can be read
 */
export function parseTaskPage(answer: unknown, operation = "ListBackgroundTask"): TaskPage {
  return parseAnswer(operation, Page, answer);
}

function toPage(entries: readonly unknown[], total: number | undefined): TaskPage {
  const details = new DetailsReader();
  const tasks = entries.flatMap((entry) => toTask(entry, details) ?? []);
  return { tasks, read: entries.length, ...present({ total }) };
}

function toTask(entry: unknown, reader: DetailsReader): BackgroundTaskSummary | undefined {
  if (!isWire(entry)) return undefined;
  const { id, enable_show: enableShow, details } = entry;
  if (typeof id !== "string" || id === "") return undefined;
  return {
    id: id.toWellFormed(),
    ...readTexts(entry),
    ...(typeof enableShow === "boolean" && { enableShow }),
    ...(isWire(details) && reader.accepts(details) && { details }),
  };
}

/** A number of tasks, which the service gives as a number or as text. */
function toCount(value: unknown): number | undefined {
  const count = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof count === "number" && Number.isInteger(count) && count >= 0 ? count : undefined;
}

/** Leaves out details that are too deep to be written down again, or too many to be looked through. */
class DetailsReader {
  #left = MOST_VALUES;

  accepts(value: unknown, levels = MOST_LEVELS): boolean {
    this.#left -= 1;
    if (this.#left < 0) return false;
    if (typeof value !== "object" || value === null) return true;
    if (levels === 0) return false;
    // Not Object.values, which would copy them all first.
    for (const name in value) {
      if (!this.accepts((value as Wire)[name], levels - 1)) return false;
    }
    return true;
  }
}

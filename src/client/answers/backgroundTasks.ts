import * as v from "valibot";
import { isRecord } from "../../json";
import { List, parseAnswer, present, record, textReader, type Wire } from "./wire";

/** One entry of an instance's task list. A field that the service omits is absent. */
export interface BackgroundTaskSummary {
  /** The task's id. */
  readonly id: string;
  /** The task's name, such as `EXTEND`, `ChangeInstanceSpec` or `BindEip`; an open set. */
  readonly name?: string;
  /** `CREATED`, `WAITING`, `EXECUTING`, `SUCCESS` or `FAILED`; steps use other words. */
  readonly status?: string;
  /** ISO 8601 text, as the service sends it. */
  readonly createdAt?: string;
  /** As `createdAt`. */
  readonly updatedAt?: string;
  /** Name of the user who started the task. */
  readonly userName?: string;
  /** Id of that user. */
  readonly userId?: string;
  /** The service's description of the operation's parameters. */
  readonly params?: string;
  /** Whether the task has a progress that can be shown. */
  readonly enableShow?: boolean;
  /** For diagnosis only: tasks that succeeded have codes too. */
  readonly errorCode?: string;
  /** Id of the job that started the task, if the service names it. */
  readonly jobId?: string;
  /** What the task changes, with the service's field names. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** One page of a list of tasks. */
export interface TaskPage {
  /** The entries that could be read. */
  readonly tasks: readonly BackgroundTaskSummary[];
  /** Entries in the answer, unreadable ones included. */
  readonly read: number;
  /** Length of the whole list, if the answer gives it. */
  readonly total?: number;
}

/** The service allows no larger page. */
const MAX_TASKS = 1_000;
/** Deeper `details` could not be saved: `JSON.stringify` runs out of stack. */
const MAX_DEPTH = 20;
/** Values in the details of one page; real pages have about 20 for each task. */
const MAX_VALUES = 50_000;

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
        v.check(({ length }) => length <= MAX_TASKS, `has more than ${MAX_TASKS} entries`),
      ),
    ),
    task_count: v.optional(v.unknown()),
  }),
  v.check(({ tasks, task_count }) => Boolean(tasks) || toCount(task_count) === 0, "has no tasks"),
  v.transform(({ tasks, task_count }) => toPage(tasks ?? [], toCount(task_count))),
  v.check(({ tasks, read }) => read === 0 || tasks.length > 0, "has no task that can be read"),
);

/**
 * Parses one page of ListBackgroundTask or ListCenterTask. Entries without an id are skipped.
 *
 * @param what - names the request in messages
 * @throws {DcsError} `MALFORMED_RESPONSE` if it has another shape, or entries of which none can be read
 */
export function parseTaskPage(answer: unknown, what = "ListBackgroundTask"): TaskPage {
  return parseAnswer(what, Page, answer);
}

function toPage(entries: readonly unknown[], total: number | undefined): TaskPage {
  const details = new DetailsReader();
  const tasks = entries.flatMap((entry) => toTask(entry, details) ?? []);
  return { tasks, read: entries.length, ...present({ total }) };
}

function toTask(entry: unknown, reader: DetailsReader): BackgroundTaskSummary | undefined {
  if (!isRecord(entry)) return undefined;
  const { id, enable_show: enableShow, details } = entry;
  if (typeof id !== "string" || id === "") return undefined;
  return {
    id: id.toWellFormed(),
    ...readTexts(entry),
    ...(typeof enableShow === "boolean" && { enableShow }),
    ...(isRecord(details) && reader.accepts(details) && { details }),
  };
}

/** The service sends a count as a number or as text. */
function toCount(value: unknown): number | undefined {
  const count = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof count === "number" && Number.isInteger(count) && count >= 0 ? count : undefined;
}

/** Rejects details that are nested too deeply to be saved, or too many to be checked. */
class DetailsReader {
  #valuesLeft = MAX_VALUES;

  accepts(value: unknown, depthLeft = MAX_DEPTH): boolean {
    this.#valuesLeft -= 1;
    if (this.#valuesLeft < 0) return false;
    if (typeof value !== "object" || value === null) return true;
    if (depthLeft === 0) return false;
    // Object.values would copy all values first.
    for (const name in value) {
      if (!this.accepts((value as Wire)[name], depthLeft - 1)) return false;
    }
    return true;
  }
}

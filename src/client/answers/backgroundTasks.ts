import * as v from "valibot";
import { parseAnswer, present, record, Text } from "./wire";

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
  /** The job that started the task, where the service tells it. */
  readonly jobId?: string;
  /** What the task changes, field for field the service's. */
  readonly details?: Readonly<Record<string, unknown>>;
}

const Flag = v.fallback(v.optional(v.nullable(v.boolean())), undefined);
const Details = v.fallback(
  v.optional(
    v.nullable(
      v.pipe(
        v.record(v.string(), v.unknown()),
        v.check((details) => isShallow(details, DEEPEST)),
      ),
    ),
  ),
  undefined,
);

const TaskWire = record({
  id: v.string(),
  name: Text,
  status: Text,
  created_at: Text,
  updated_at: Text,
  user_name: Text,
  user_id: Text,
  params: Text,
  enable_show: Flag,
  error_code: Text,
  job_id: Text,
  details: Details,
});

/** Without a list only where it is said to be empty: of an answer that lacks it nothing follows. */
const TasksWire = v.pipe(
  record({ tasks: v.nullish(v.array(TaskWire)), task_count: v.optional(v.unknown()) }),
  v.check(({ tasks, task_count }) => Boolean(tasks) || Number(task_count ?? NaN) === 0),
  v.transform(({ tasks }) => tasks ?? []),
);

/** Details in details further down than this are none that the service gives. */
const DEEPEST = 20;

/** What is deeper could not be written down again: `JSON.stringify` runs out of stack. */
function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}

/**
 * Reads one page of ListBackgroundTask or ListCenterTask.
 *
 * @throws {DcsError} `MALFORMED_RESPONSE` when it has another shape
 */
export function parseBackgroundTasks(
  answer: unknown,
  operation = "ListBackgroundTask",
): BackgroundTaskSummary[] {
  return parseAnswer(operation, TasksWire, answer).map((task) => ({
    id: task.id,
    ...present({
      name: task.name,
      status: task.status,
      createdAt: task.created_at,
      updatedAt: task.updated_at,
      userName: task.user_name,
      userId: task.user_id,
      params: task.params,
      enableShow: task.enable_show,
      errorCode: task.error_code,
      jobId: task.job_id,
      details: task.details,
    }),
  }));
}

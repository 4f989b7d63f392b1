import { queryPairs } from "../wireRequest";
import { parseListTime } from "../signature/compactTime";
import { hexId } from "../identity";
import { ok, serviceError, type Reply } from "../reply";
import type { SimulatedTask } from "./simulatedTask";

/** The list to return: that of one instance, or the task centre of the project. */
export type TaskListKind = "instance" | "centre";

interface ListQuery {
  readonly offset: number;
  readonly limit: number;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * ListBackgroundTask and ListCenterTask: the existing records, newest first. The vendor documents no
 * order; its console shows the newest first.
 */
export function listTasks(
  tasks: readonly SimulatedTask[],
  { kind, rawQuery }: { readonly kind: TaskListKind; readonly rawQuery: string },
): Reply {
  const query = parseListQuery(rawQuery);
  if (typeof query === "string") {
    return serviceError(400, "DCS.4063", `The parameter ${query} is invalid.`);
  }
  const { offset, limit, startMs, endMs } = query;
  const found = tasks
    .filter(({ isVisible }) => isVisible)
    .filter(({ createdAt }) => createdAt >= startMs && createdAt <= endMs)
    .sort((a, b) => b.createdAt - a.createdAt);
  return ok({
    task_count: found.length,
    tasks: found.slice(offset, offset + limit).map((task) => listItem(task, kind)),
  });
}

/** The query of a list, or the name of the invalid parameter. */
function parseListQuery(rawQuery: string): ListQuery | string {
  const given = new Map(queryPairs(rawQuery));
  const offset = Number(given.get("offset") ?? 0);
  const limit = Number(given.get("limit") ?? 10);
  const start = given.get("start_time");
  const end = given.get("end_time");
  const startMs = start === undefined ? -Infinity : parseListTime(start);
  const endMs = end === undefined ? Infinity : parseListTime(end);
  if (!Number.isInteger(offset) || offset < 0) {
    return "offset";
  }
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    return "limit";
  }
  if (Number.isNaN(startMs)) {
    return "start_time";
  }
  return Number.isNaN(endMs) ? "end_time" : { offset, limit, startMs, endMs };
}

function listItem(task: SimulatedTask, kind: TaskListKind): unknown {
  const { scenario, record, timeline } = task;
  const changedAt = record.endedAt ?? record.startedAt ?? record.createdAt;
  const hasFailed = record.state === "failed" && timeline.failure !== undefined;
  return {
    id: task.taskId,
    name: scenario.taskName ?? "EXTEND",
    details: task.details,
    user_name: "simulator",
    user_id: hexId("user"),
    params: "",
    status: listStatus(task),
    created_at: new Date(record.createdAt).toISOString(),
    updated_at: new Date(changedAt).toISOString(),
    enable_show: true,
    ...(kind === "centre" ? { job_id: task.jobId } : {}),
    ...(kind === "centre" && hasFailed ? { error_code: timeline.failure.code } : {}),
  };
}

function listStatus({ moment, hasBegun }: SimulatedTask): string {
  switch (moment.phase) {
    case "waiting":
      return hasBegun ? "WAITING" : "CREATED";
    case "running":
    case "settling":
      return "EXECUTING";
    case "succeeded":
      return "SUCCESS";
    case "failed":
      return "FAILED";
  }
}

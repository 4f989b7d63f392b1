import { toTaskProgress } from "../client/answers/jobProgress";
import type { DcsClient } from "../client/dcsClient";
import { confirmTask } from "../client/tasks/confirmTask";
import { type DcsError, isDcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import { classify } from "../wait/classify";
import { isTransient } from "../wait/trouble";
import type { BackgroundTaskStatus, Target, TargetState } from "./target";

/** Where a target is looked at. */
export interface Place {
  readonly client: DcsClient;
  readonly instanceId: string;
  readonly signal?: AbortSignal | undefined;
  /** Further requests after a transient failure. Default: the client's. */
  readonly retries?: number | undefined;
}

/** Codes that say that the instance itself is gone. */
const NO_SUCH_INSTANCE: readonly (string | undefined)[] = ["DCS.3022", "111404022"];

/**
 * Looks once at a target. Where its own record does not decide, the instance's task list does. What
 * an earlier run recorded stays where this look learns less.
 *
 * @throws {DcsError} as the client's queries
 */
export async function readTarget(
  target: Target,
  place: Place,
  saved?: TargetState,
): Promise<TargetState> {
  try {
    const answer = await ask(target, place);
    const status = statusOf(answer) ?? (await askList(target, place));
    // A task that had succeeded does not begin again because its steps are shown as unfinished.
    if (saved?.status === "SUCCEEDED" && answer.progress === 100 && status !== "FAILED")
      return saved;
    return { target, status: status ?? "RUNNING", answer, attempts: saved?.attempts ?? 1 };
  } catch (error) {
    if (!isForgotten(error)) throw error;
    if (saved && isEnd(saved.status)) return saved;
    const status = await askList(target, place);
    if (status) return { target, status, answer: saved?.answer, attempts: saved?.attempts ?? 1 };
    if (saved) return saved;
    throw error;
  }
}

async function ask(
  target: Target,
  { client, instanceId, ...options }: Place,
): Promise<TaskProgress> {
  return "jobId" in target
    ? toTaskProgress(await client.showJob(target, options))
    : client.showBackgroundTaskProgress({ instanceId, ...target }, options);
}

/** The word of the instance's task list; `undefined` where it has none. */
async function askList(target: Target, place: Place): Promise<BackgroundTaskStatus | undefined> {
  if ("jobId" in target) return undefined;
  const { client, instanceId, ...options } = place;
  switch (await confirmTask(client, { instanceId, taskId: target.taskId }, options)) {
    case "succeeded":
      return "SUCCEEDED";
    case "failed":
      return "FAILED";
    case "running":
      return "RUNNING";
    case "unknown":
      return undefined;
  }
}

/** What one answer alone is recorded as; `undefined` where the list must be asked. */
export function statusOf(answer: TaskProgress): BackgroundTaskStatus | undefined {
  switch (classify(answer)) {
    case "succeeded":
      return "SUCCEEDED";
    case "failed":
      return "FAILED";
    case "running":
      return "RUNNING";
    case "settling":
    case "unclear":
    case "malformed":
      return undefined;
  }
}

function isEnd(status: BackgroundTaskStatus): boolean {
  return status === "SUCCEEDED" || status === "FAILED";
}

/** Whether the service says nothing of the task although the instance may be there. */
function isForgotten(error: unknown): error is DcsError {
  return (
    (isDcsError(error, "NOT_FOUND") && isTransient(error, false) && !isInstanceGone(error)) ||
    isDcsError(error, "MALFORMED_RESPONSE")
  );
}

/** Whether the service says that the instance itself is not there. */
export function isInstanceGone(error: unknown): boolean {
  return isDcsError(error, "NOT_FOUND") && NO_SUCH_INSTANCE.includes(error.serviceCode);
}

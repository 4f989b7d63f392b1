import { toTaskProgress } from "../../client/answers/jobProgress";
import type { DcsClient } from "../../client/dcsClient";
import { confirmTask } from "../../client/tasks/confirmTask";
import { type DcsError, isDcsError } from "../../errors";
import type { TaskProgress } from "../../taskProgress";
import { classify } from "../../wait/classify";
import { classifyTrouble, isTransient } from "../../wait/trouble";
import type { BackgroundTaskStatus } from "../properties/taskResult";
import { isJob, type Target } from "./target";
import { answerOf, attemptsOf, type SeenState, statusOf, type StoredState } from "./targetState";

/** How to reach a target. */
export interface Place {
  readonly client: DcsClient;
  readonly instanceId: string;
  readonly signal?: AbortSignal | undefined;
  /** Further requests after a transient failure. Default: the client's. */
  readonly retries?: number | undefined;
}

/** What else a look may use. */
export interface LookOptions {
  /** What an earlier run has recorded. */
  readonly saved?: StoredState | undefined;
  /** Called with an answer that does not decide, before the list is asked. */
  readonly onUndecided?: (seen: SeenState) => void;
}

/** Codes with which the service says that there is no such instance. */
const NO_SUCH_INSTANCE: readonly (string | undefined)[] = ["DCS.3022", "111404022"];

/**
 * Looks once at a target. Where its own record does not decide, the instance's task list does. Where
 * this look learns less than an earlier run recorded, the recorded state is returned.
 *
 * @throws {DcsError} as the client's queries
 */
export async function readTarget(
  target: Target,
  place: Place,
  { saved, onUndecided }: LookOptions = {},
): Promise<SeenState | StoredState> {
  try {
    const answer = await ask(target, place);
    const attempts = saved ? attemptsOf(saved) : 1;
    const seenAs = (status: BackgroundTaskStatus): SeenState => ({
      kind: "seen",
      target,
      status,
      answer,
      attempts,
    });
    const decided = statusOfAnswer(answer);
    if (!decided) onUndecided?.(seenAs("RUNNING"));
    const status = decided ?? (await askList(target, place));
    // An answer that does not decide says less than the end that was recorded.
    if (saved && status === undefined && isEnd(statusOf(saved))) return saved;
    // A task that has succeeded may still show unfinished steps at 100 %.
    if (saved && statusOf(saved) === "SUCCEEDED" && answer.progress === 100 && status !== "FAILED")
      return saved;
    return seenAs(status ?? "RUNNING");
  } catch (error) {
    if (!isForgotten(error) && !isRejected(error)) throw error;
    const known = await readForgotten(target, place, saved);
    if (!known) throw error;
    return known;
  }
}

/** What is known of a target whose own record is gone; `undefined` if nothing is. */
async function readForgotten(
  target: Target,
  place: Place,
  saved?: StoredState,
): Promise<SeenState | StoredState | undefined> {
  if (saved && isEnd(statusOf(saved))) return saved;
  const status = await askList(target, place);
  if (!status) return saved;
  if (!saved) return { kind: "seen", target, status, attempts: 1 };
  const [answer, attempts] = [answerOf(saved), attemptsOf(saved)];
  return { kind: "seen", target, status, answer, attempts };
}

async function ask(
  target: Target,
  { client, instanceId, ...options }: Place,
): Promise<TaskProgress> {
  return isJob(target)
    ? toTaskProgress(await client.showJob(target, options))
    : client.showBackgroundTaskProgress({ instanceId, taskId: target.taskId }, options);
}

/** The status in the instance's task list; `undefined` where it does not list the target. */
async function askList(target: Target, place: Place): Promise<BackgroundTaskStatus | undefined> {
  if (isJob(target)) return undefined;
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

/** The status that one answer proves; `undefined` where the list must be asked. */
export function statusOfAnswer(answer: TaskProgress): BackgroundTaskStatus | undefined {
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

/** Whether the service no longer knows the task, although the instance may exist. */
function isForgotten(error: unknown): error is DcsError {
  return (
    (isDcsError(error, "NOT_FOUND") && isTransient(error, false) && !isInstanceGone(error)) ||
    isDcsError(error, "MALFORMED_RESPONSE")
  );
}

/** Whether the service rejects the query itself, as for a task without a progress, which only the list knows. */
function isRejected(error: unknown): boolean {
  return isDcsError(error) && classifyTrouble(error, true) === "rejected";
}

/** Whether the service says that the instance itself does not exist. */
export function isInstanceGone(error: unknown): boolean {
  return isDcsError(error, "NOT_FOUND") && NO_SUCH_INSTANCE.includes(error.serviceCode);
}

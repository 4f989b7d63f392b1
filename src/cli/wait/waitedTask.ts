import type { TaskId } from "../../client/options";
import type { DcsError } from "../../errors";
import { printable } from "../../printable";
import type { WaitOutcome, WaitResult } from "../../waitResult";

/** A task to wait for. The list's fields are absent if the user gave the task's id. */
export interface WaitedTask extends TaskId {
  readonly taskName?: string | undefined;
  readonly status?: string | undefined;
  readonly createdAt?: string | undefined;
  /** Why the task cannot be queried. Default: it can. */
  readonly problem?: DcsError | undefined;
}

/** How the wait for one task ended: with a result, or with an error that waiting cannot fix. */
export type TaskEnd =
  | { readonly task: WaitedTask; readonly result: WaitResult }
  | { readonly task: WaitedTask; readonly error: DcsError };

/** The outcomes of a wait, `error` for a wait that could not go on. */
export type EndOutcome = WaitOutcome | "error";

/** From the worst to the best: a wait for several tasks has the worst outcome of them. */
const outcomesByWeight: readonly EndOutcome[] = [
  ...(["failed", "lost", "error", "timedOut", "aborted", "succeeded"] as const),
];

export function outcomeOf(end: TaskEnd): EndOutcome {
  return "result" in end ? end.result.outcome : "error";
}

/** The worst outcome. */
export function worstOutcome(ends: readonly TaskEnd[]): EndOutcome {
  const outcomes = ends.map(outcomeOf);
  return outcomesByWeight.find((outcome) => outcomes.includes(outcome)) ?? "succeeded";
}

/** A task in a message: `EXTEND 9b57…`, or only the id. */
export function nameOfTask({ taskName, taskId }: WaitedTask): string {
  return [printable(taskName ?? ""), printable(taskId)].filter(Boolean).join(" ");
}

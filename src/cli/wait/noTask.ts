import { type DcsError, isDcsError } from "../../errors";

/** Why there is no task to wait for. */
export interface NoTask {
  readonly outcome: "none" | "aborted" | "timedOut";
  /** The failure that the search for a task had last before its time was up, if no answer followed. */
  readonly failure?: DcsError | undefined;
}

/**
 * Why a search has found no task.
 *
 * @throws `error` unless the search was interrupted, or had answers until its time was up
 */
export function toNoTask(error: unknown): NoTask {
  if (isDcsError(error, "ABORTED")) return { outcome: "aborted" };
  if (!isDcsError(error, "TIMED_OUT")) throw error;
  return { outcome: "timedOut", failure: isDcsError(error.cause) ? error.cause : undefined };
}

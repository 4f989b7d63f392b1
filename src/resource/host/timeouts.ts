import { parseDuration } from "../../display/duration";
import type { BackgroundTaskInputs } from "../properties/inputs";
import type { CustomTimeouts, WaitMarks } from "../properties/savedState";

/** An operation that waits. */
export type Operation = "create" | "update";

/** The longest wait of an operation, in seconds. `customTimeouts` win over `timeoutSeconds`. */
export function limitOf(
  operation: Operation,
  timeouts: CustomTimeouts,
  { timeoutSeconds }: BackgroundTaskInputs,
): number {
  return parseDuration(timeouts[operation] ?? "") ?? timeoutSeconds;
}

/**
 * The time-outs of a wait that is resumed. The engine runs it as an update, even if a create began it.
 * The time-out of that create still holds, unless there is one for updates.
 */
export function resumedTimeouts(
  { isCreating, timeouts: saved }: Required<WaitMarks>,
  given: CustomTimeouts,
): CustomTimeouts {
  // The request for an update may not name the time-out of a create: then the state alone has it.
  const create = given.create ?? saved.create;
  if (!isCreating || create === undefined) return given;
  return { create, update: given.update ?? create };
}

import type { WaitOutcome } from "../../waitResult";
import { exitCodeOf } from "../connect";
import { type TaskEnd, worstOutcome } from "./waitedTask";

/**
 * Exit codes of `dcs-task wait`, in addition to 2 for invalid arguments and 3 for a failed request.
 * A failed task has a code that neither a crash of Node nor a shell that cannot start a program uses.
 */
export const waitExitCodes: Readonly<Record<WaitOutcome | "none", number>> = {
  succeeded: 0,
  failed: 20,
  lost: 20,
  timedOut: 4,
  none: 5,
  aborted: 130,
};

/** Exit code if the reader of a product closes the pipe: 128 + SIGPIPE. */
export const unreadExitCode = 141;

/** The exit code of waits that have ended: that of the worst. */
export function toExitCode(ends: readonly TaskEnd[]): number {
  const worst = worstOutcome(ends);
  if (worst !== "error") return waitExitCodes[worst];
  const errors = ends.flatMap((end) => ("error" in end ? [end.error] : []));
  return Math.max(...errors.map(exitCodeOf));
}

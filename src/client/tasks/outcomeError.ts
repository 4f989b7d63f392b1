import { describeFailure } from "../../describeFailure";
import { DcsError } from "../../errors";
import type { WaitOutcome, WaitResult } from "../../waitResult";

/** The error codes for the ends of a wait. */
type WaitErrorCode = "TASK_FAILED" | "TIMED_OUT" | "ABORTED" | "LOST";

/**
 * Returns the result if the task succeeded.
 *
 * @param what - names the task in messages: `background task 8abf… of instance 5560…`
 * @throws {DcsError} for any other outcome, with the result as `result`
 */
export function requireSuccess(result: WaitResult, what: string): WaitResult {
  if (result.outcome === "succeeded") return result;
  const [code, message] = explain(result, result.outcome, what);
  const { listError } = result;
  const list = listError ? `; the task list could not be read: ${listError.message}` : "";
  throw new DcsError(code, `${message}${list}`, { result });
}

function explain(
  result: WaitResult,
  outcome: Exclude<WaitOutcome, "succeeded">,
  what: string,
): [WaitErrorCode, string] {
  const { progress, stepDetails = [] } = result.lastProgress ?? {};
  const at = progress === undefined ? "" : ` at ${Math.floor(progress)} %`;
  switch (outcome) {
    case "failed":
      return [
        "TASK_FAILED",
        `${what} failed${at} ${describeFailure(stepDetails)}; fix the cause, then run the ` +
          "operation again",
      ];
    case "timedOut":
      return ["TIMED_OUT", `${what} ${explainTimeOut(result, at)}`];
    case "aborted":
      return [
        "ABORTED",
        `the wait for ${what} was aborted${at}; the task goes on in the cloud: wait for it again`,
      ];
    case "lost":
      return [
        "LOST",
        `the record of ${what} disappeared${at}, and the task list ` +
          `${result.listError ? "tells nothing" : "does not say how it ended"}; check ` +
          "the instance to see whether the operation took effect",
      ];
  }
}

function explainTimeOut({ attempts, elapsedMs }: WaitResult, at: string): string {
  const seconds = Math.round(elapsedMs / 1000);
  if (attempts === 0) {
    return (
      `was not asked about in ${seconds} s, since other queries came first; raise timeoutMs, or ` +
      "requestsPerSecond of the client"
    );
  }
  return (
    `is still unfinished${at} after ${seconds} s; it goes on in the cloud: wait for it again, or ` +
    "raise timeoutMs"
  );
}

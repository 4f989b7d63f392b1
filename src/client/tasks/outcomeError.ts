import { describeFailure } from "../../describeFailure";
import { DcsError } from "../../errors";
import type { WaitOutcome, WaitResult } from "../../wait/waitResult";

/** Codes of the errors that say how a wait ended. */
type WaitErrorCode = "TASK_FAILED" | "TIMED_OUT" | "ABORTED" | "LOST";

/**
 * The result of a wait that ended well.
 *
 * @param what what was waited for, such as `background task 8abf… of instance 5560…`
 * @throws {DcsError} for any other end, with the result in `result`
 */
export function requireSuccess(result: WaitResult, what: string): WaitResult {
  if (result.outcome === "succeeded") return result;
  const [code, message] = explain(result, result.outcome, what);
  throw new DcsError(code, message, { result });
}

function explain(
  { lastProgress, elapsedMs }: WaitResult,
  outcome: Exclude<WaitOutcome, "succeeded">,
  what: string,
): [WaitErrorCode, string] {
  const { progress, stepDetails = [] } = lastProgress ?? {};
  const at = progress === undefined ? "" : ` at ${Math.floor(progress)} %`;
  switch (outcome) {
    case "failed":
      return [
        "TASK_FAILED",
        `${what} failed${at} ${describeFailure(stepDetails)}; fix the cause, then start the ` +
          "operation again",
      ];
    case "timedOut":
      return [
        "TIMED_OUT",
        `${what} has not ended after ${Math.round(elapsedMs / 1000)} s${at && `, ${at.trim()}`}; ` +
          "it goes on in the cloud: wait for it again, or with a larger timeoutMs",
      ];
    case "aborted":
      return [
        "ABORTED",
        `the wait for ${what} was aborted${at}; it goes on in the cloud: wait for it again to see ` +
          "its end",
      ];
    case "lost":
      return [
        "LOST",
        `the record of ${what} is gone${at && `, last seen${at}`}, and nothing says how it ended; ` +
          "look at the instance to see whether the operation took effect",
      ];
  }
}

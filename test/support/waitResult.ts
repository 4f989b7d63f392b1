import type { WaitOutcome, WaitResult, WaitSummary } from "../../src/wait/waitResult";

/** A wait that ended so, decided by what decides such an end most often. */
export function waitResult(outcome: WaitOutcome, summary: WaitSummary): WaitResult {
  return outcome === "succeeded" || outcome === "failed"
    ? { outcome, decidedBy: "steps", ...summary }
    : { outcome, decidedBy: "wait", ...summary };
}

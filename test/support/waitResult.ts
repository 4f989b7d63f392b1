import type { WaitOutcome, WaitResult, WaitSummary } from "../../src/waitResult";

/** A result with this outcome, decided by the usual source of such an end. */
export function waitResult(outcome: WaitOutcome, summary: WaitSummary): WaitResult {
  return outcome === "succeeded" || outcome === "failed"
    ? { outcome, decidedBy: "steps", ...summary }
    : { outcome, decidedBy: "wait", ...summary };
}

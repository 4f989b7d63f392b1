import type { Seat } from "../../display/overview";
import type { Row } from "../../display/row";
import type { CustomTimeouts } from "../properties/savedState";

/** The row of a resource, and the diagnostics below it. */
export interface ResourceRow extends Row {
  /** Leaves a diagnostic that stays on screen after the run. Never throws. */
  keep(severity: "info" | "warning", text: string): void;
}

/**
 * One call of the engine for one resource, beside its properties. A dynamic provider reads this from
 * hidden inputs and from its process, a plugin from the request.
 */
export interface CallContext {
  /** The resource's URN; `undefined` where the engine gave none. */
  readonly urn: string | undefined;
  /** The time-outs that the engine allows: for both operations, or only for this one. */
  readonly timeouts: CustomTimeouts;
  readonly row: ResourceRow;
  /** Where all waits are shown together, if the engine hides the texts of this row. Default: nowhere. */
  readonly seat?: Seat | undefined;
  /** Aborts when the engine wants the call to end, or is gone. */
  readonly cancelled: AbortSignal;
}

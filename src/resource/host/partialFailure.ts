import type { DcsError, DcsErrorCode } from "../../errors";

/**
 * Thrown by create and update: the resource exists and its state must be kept, but the wait did not
 * succeed. The engine stores `properties`, and calls update with them in the next run.
 */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";
  declare readonly cause: DcsError;
  readonly code: DcsErrorCode;
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** What the CLI prints. */
  readonly reasons: readonly string[];

  constructor(cause: DcsError, id: string, properties: Readonly<Record<string, unknown>>) {
    super(cause.message, { cause });
    this.code = cause.code;
    this.id = id;
    this.properties = properties;
    this.reasons = [cause.message];
  }
}

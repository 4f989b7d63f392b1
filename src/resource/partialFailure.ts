import type { DcsErrorCode } from "../errors";

/**
 * Thrown by create and update: the resource exists, its state is to be kept, but it did not get to
 * where it should. The engine stores `properties` and calls update with them on the next run.
 */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";
  readonly code: DcsErrorCode;
  readonly id: string;
  readonly properties: object;
  /** What the CLI prints. */
  readonly reasons: readonly string[];

  constructor(cause: Error & { readonly code: DcsErrorCode }, id: string, properties: object) {
    super(cause.message, { cause });
    this.code = cause.code;
    this.id = id;
    this.properties = properties;
    this.reasons = [cause.message];
  }
}

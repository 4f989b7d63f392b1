/**
 * The one error family of this package.
 *
 * @module
 */
import type { WaitResult } from "./waitResult";

/** Every kind of error of this package. The codes are stable between versions. */
export const dcsErrorCodes = [
  "INVALID_INPUT",
  "UNAUTHORIZED",
  "FORBIDDEN",
  "NOT_FOUND",
  "THROTTLED",
  "SERVICE_ERROR",
  "NETWORK",
  "MALFORMED_RESPONSE",
  "TASK_FAILED",
  "TIMED_OUT",
  "ABORTED",
  "LOST",
] as const;

/** One of {@link dcsErrorCodes}. */
export type DcsErrorCode = (typeof dcsErrorCodes)[number];

/** The details of a {@link DcsError} in addition to code and message. */
export interface DcsErrorDetails {
  /** HTTP status of the answer, if there was one. */
  readonly status?: number | undefined;
  /** Error code of the service or the gateway, such as `DCS.3022` or `APIGW.0301`. */
  readonly serviceCode?: string | undefined;
  /** The service's request id, for its support. */
  readonly requestId?: string | undefined;
  /** The pause that the server asked for, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The wrong input, option, variable or configuration key. */
  readonly property?: string | undefined;
  /** How the wait ended, if the error reports that. */
  readonly result?: WaitResult | undefined;
  /** The underlying error. */
  readonly cause?: unknown;
}

/**
 * An error of this package. The message says what failed, what was received and what to do, and never
 * contains a secret.
 */
export class DcsError<Code extends DcsErrorCode = DcsErrorCode> extends Error {
  /** Always `DcsError`. */
  override readonly name = "DcsError";
  /** The kind of error; programs compare it. */
  readonly code: Code;
  /** HTTP status of the answer, if there was one. */
  readonly status: number | undefined;
  /** Error code of the service or the gateway, such as `DCS.3022` or `APIGW.0301`. */
  readonly serviceCode: string | undefined;
  /** The service's request id, for its support. */
  readonly requestId: string | undefined;
  /** The pause that the server asked for, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The wrong input, option, variable or configuration key. */
  readonly property: string | undefined;
  /**
   * How the wait ended. Present with `TASK_FAILED`, `TIMED_OUT`, `ABORTED` and `LOST` of
   * `waitForBackgroundTask`, `waitForJob` and `watchBackgroundTask`.
   */
  readonly result: WaitResult | undefined;

  constructor(code: Code, message: string, details: DcsErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.serviceCode = details.serviceCode;
    this.requestId = details.requestId;
    this.retryAfterMs = details.retryAfterMs;
    this.property = details.property;
    this.result = details.result;
  }
}

/** A copy of an error with another message; `error` becomes its cause. */
export function withMessage(error: DcsError, message: string): DcsError {
  const { code, status, serviceCode, requestId, retryAfterMs, property, result } = error;
  const details = { status, serviceCode, requestId, retryAfterMs, property, result, cause: error };
  return new DcsError(code, message, details);
}

/**
 * Whether `error` is a {@link DcsError}, with the given code if any. Checks the shape, so that errors of
 * another copy of this package are recognized too.
 */
export function isDcsError<Code extends DcsErrorCode = DcsErrorCode>(
  error: unknown,
  code?: Code,
): error is DcsError<Code> {
  if (!(error instanceof Error) || !("code" in error)) return false;
  const known = (dcsErrorCodes as readonly unknown[]).includes(error.code);
  return known && (code === undefined || error.code === code);
}

/**
 * Whether the same request may succeed later: network errors, timeouts, 408, 429 and 5xx.
 */
export function isServerTrouble({ code, status = 500 }: DcsError): boolean {
  if (code === "SERVICE_ERROR") return status === 408 || status >= 500;
  return code === "NETWORK" || code === "THROTTLED";
}

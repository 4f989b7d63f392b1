/**
 * The one error family of this package.
 *
 * @module
 */
import type { WaitResult } from "./wait/waitResult";

/** Every way in which a query, a wait or an input can fail. Stable from version to version. */
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

/** What is known of a failure beside its code and message. */
export interface DcsErrorDetails {
  /** HTTP status, where an answer came. */
  readonly status?: number | undefined;
  /** The service's or gateway's own code, such as `DCS.3022` or `APIGW.0301`. */
  readonly serviceCode?: string | undefined;
  /** The service's id of the request, to quote to its support. */
  readonly requestId?: string | undefined;
  /** The server asked to be left alone for this long, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The input or configuration key that is wrong. */
  readonly property?: string | undefined;
  /** How the wait ended, of an error that says so. */
  readonly result?: WaitResult | undefined;
  /** What was thrown underneath. */
  readonly cause?: unknown;
}

/**
 * An error of this package. `code` says which kind; the message says what was tried, what came
 * back and what to do, and never holds a secret.
 */
export class DcsError<Code extends DcsErrorCode = DcsErrorCode> extends Error {
  /** Always `DcsError`. */
  override readonly name = "DcsError";
  /** Which kind of failure; to be compared in programs. */
  readonly code: Code;
  /** HTTP status, where an answer came. */
  readonly status: number | undefined;
  /** The service's or gateway's own code, such as `DCS.3022` or `APIGW.0301`. */
  readonly serviceCode: string | undefined;
  /** The service's id of the request, to quote to its support. */
  readonly requestId: string | undefined;
  /** The server asked to be left alone for this long, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The input or configuration key that is wrong. */
  readonly property: string | undefined;
  /**
   * How the wait ended, where the error says so: with `TASK_FAILED`, `TIMED_OUT`, `ABORTED` and
   * `LOST` of `waitForBackgroundTask`, `waitForJob` and `watchBackgroundTask`.
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

/** The same failure with another message; `error` becomes the cause. */
export function withMessage(error: DcsError, message: string): DcsError {
  const { code, status, serviceCode, requestId, retryAfterMs, property, result } = error;
  const details = { status, serviceCode, requestId, retryAfterMs, property, result, cause: error };
  return new DcsError(code, message, details);
}

/**
 * Whether `error` is of this family, and, when `code` is given, of that kind. Compares by shape, so
 * that it also holds for an error of another copy of this package.
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
 * Whether the same request may well succeed a little later: the network, a time-out, 408, 429, 5xx.
 */
export function isServerTrouble({ code, status = 500 }: DcsError): boolean {
  if (code === "SERVICE_ERROR") return status === 408 || status >= 500;
  return code === "NETWORK" || code === "THROTTLED";
}

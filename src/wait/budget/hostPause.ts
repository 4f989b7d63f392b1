import { DcsError } from "../../errors";

/** A longer `Retry-After` is a mistake of the server: no deployment waits a day. */
const MAX_PAUSE_MS = 24 * 3_600_000;
/** The pause instead of such a mistake. */
const PAUSE_AFTER_MISTAKE_MS = 5 * 60_000;

/** How long to send nothing to a server after this `Retry-After`, in milliseconds. */
export function boundedPause(retryAfterMs = 0): number {
  // Errors of other code may hold NaN, and a timer of NaN fires at once.
  if (!(retryAfterMs > 0)) return 0;
  return retryAfterMs > MAX_PAUSE_MS ? PAUSE_AFTER_MISTAKE_MS : retryAfterMs;
}

/**
 * The error of a request that was not sent because the host had asked for a long pause. It is not a
 * failure of the host: it only says when the next request may be sent.
 */
export class HostPause extends DcsError {
  /** The rest of the pause, in milliseconds; always present. */
  declare readonly retryAfterMs: number;

  /** @param answer - the answer that asked for the pause */
  constructor(answer: DcsError, leftMs: number) {
    const { code, status, serviceCode, requestId } = answer;
    const seconds = Math.ceil(leftMs / 1000);
    super(
      code,
      `not sent, since the host asked for a pause that lasts another ${seconds} s: ${answer.message}`,
      { status, serviceCode, requestId, retryAfterMs: leftMs, cause: answer },
    );
  }
}

import { DcsError } from "../../errors";

/** A longer `Retry-After` is a mistake of the server, in milliseconds: no deployment waits a day. */
const LONGEST_BELIEVED_MS = 24 * 3_600_000;
/** The pause in the place of such a mistake, in milliseconds. */
const MISTAKE_MS = 5 * 60_000;

/** How long a server is not asked that answered with this `Retry-After`, in milliseconds. */
export function believedPause(retryAfterMs = 0): number {
  // An error of another maker may hold NaN, which would make a timer of no length.
  if (!(retryAfterMs > 0)) return 0;
  return retryAfterMs > LONGEST_BELIEVED_MS ? MISTAKE_MS : retryAfterMs;
}

/**
 * The error of a request that was not sent, since the host had asked for a pause of which more is
 * left than a request is held for. It is no failure of the host: it only says when to ask again.
 */
export class HostPause extends DcsError {
  /** Always there: what is left of the pause, in milliseconds. */
  declare readonly retryAfterMs: number;

  /** @param answer the one that asked for the pause */
  constructor(answer: DcsError, leftMs: number) {
    const { code, status, serviceCode, requestId } = answer;
    const seconds = Math.ceil(leftMs / 1000);
    super(
      code,
      `not sent, since the host asked for a pause of another ${seconds} s: ${answer.message}`,
      { status, serviceCode, requestId, retryAfterMs: leftMs, cause: answer },
    );
  }
}

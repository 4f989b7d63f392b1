/** The service rejects a signature whose date is further off than this, in milliseconds. */
const ACCEPTED_SKEW_MS = 15 * 60_000;
/** A smaller difference is not the reason of a rejection: clocks of servers differ too. In ms. */
const SMALL_SKEW_MS = 5 * 60_000;

/**
 * For a message about a rejected request: how far this machine's clock is from the service's, by the
 * answer's `Date`; empty when that is within what the service accepts.
 */
export function clockSkewNote(headers: Headers, now: number): string {
  const skewMs = now - dateOf(headers);
  if (!(Math.abs(skewMs) > ACCEPTED_SKEW_MS)) return "";
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return (
    `; this machine's clock is ${minutes} min ${skewMs > 0 ? "ahead of" : "behind"} the service's, ` +
    "for which the date of the signature was corrected"
  );
}

/**
 * By how much this machine's clock is to be corrected, in milliseconds, when a signature of
 * `signedAt` was rejected and the answer's `Date` is far from that; else `undefined`.
 */
export function skewToTry(
  headers: Headers,
  { signedAt, now }: { readonly signedAt: number; readonly now: number },
): number | undefined {
  const serverNow = dateOf(headers);
  return Math.abs(serverNow - signedAt) > SMALL_SKEW_MS ? serverNow - now : undefined;
}

/** How far the service's clock is ahead of this machine's, by answers that prove to be its own. */
export class ServiceClock {
  /** Milliseconds, exact to a second; below 0 where it is behind. `undefined` before an answer. */
  skewMs: number | undefined;
  #provedMs = 0;
  /** Suggested by a rejection, until a signature with it is accepted or rejected. */
  #triedMs: number | undefined;

  /**
   * What is added to this machine's clock for the date of a signature, in milliseconds. What no
   * signature was accepted with is only on trial: the `Date` of a proxy may be wrong.
   */
  get correctionMs(): number {
    return this.#triedMs ?? this.#provedMs;
  }

  /** A rejection suggests this correction. It outlasts a request that breaks on the network. */
  suggest(correctionMs: number): void {
    this.#triedMs = correctionMs;
  }

  /** The service accepted a signature with this correction, by an answer that came at `now`. */
  accept(headers: Headers, { correctionMs, now }: { correctionMs: number; now: number }): void {
    this.#provedMs = correctionMs;
    this.#endTrial(correctionMs);
    const serverNow = dateOf(headers);
    if (!Number.isNaN(serverNow)) this.skewMs = serverNow - now;
  }

  /** A signature with this correction was rejected. */
  reject(correctionMs: number): void {
    this.#endTrial(correctionMs);
  }

  /** A request that was signed before the trial began says nothing of it. */
  #endTrial(correctionMs: number): void {
    if (this.#triedMs === correctionMs) this.#triedMs = undefined;
  }
}

function dateOf(headers: Headers): number {
  return Date.parse(headers.get("date") ?? "");
}

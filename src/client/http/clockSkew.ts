/** The service refuses a signature whose date is further off than this, in milliseconds. */
const ACCEPTED_SKEW_MS = 15 * 60_000;

/**
 * For a message about a refused signature: how far this machine's clock is from the service's, by
 * the answer's `Date`; empty when that cannot be the reason.
 */
export function clockSkewNote(headers: Headers, now: number): string {
  const serverNow = Date.parse(headers.get("date") ?? "");
  const skewMs = now - serverNow;
  if (!(Math.abs(skewMs) > ACCEPTED_SKEW_MS)) return "";
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return `; this machine's clock is ${minutes} min ${skewMs > 0 ? "ahead of" : "behind"} the service's: set it right`;
}

/** How far the service's clock is ahead of this machine's, as its answers tell. */
export class ServiceClock {
  /** Milliseconds, exact to a second; below 0 where it is behind. `undefined` before an answer. */
  skewMs: number | undefined;

  /** Learns from an answer that came at `now` by this machine's clock. */
  observe(headers: Headers, now: number): void {
    const serverNow = Date.parse(headers.get("date") ?? "");
    if (!Number.isNaN(serverNow)) this.skewMs = serverNow - now;
  }
}

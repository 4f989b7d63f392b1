/** Up to this many seconds of unused rate may be spent in one burst. */
const BURST_SECONDS = 2;
/** In any window of this length the requests, bursts included, stay within the rate. */
const WINDOW_SECONDS = 10;
/** The server counts requests when they arrive, and they take different times to reach it. */
const WINDOW_MARGIN_MS = 500;
/** A 429 multiplies the rate by this, down to {@link MIN_RATE_SHARE} of the full rate. */
const SLOW_DOWN_FACTOR = 0.5;
const MIN_RATE_SHARE = 1 / 20;
/** Each later answer gives back this share of the full rate. */
const RECOVERY_SHARE = 0.02;
/** Below a clock's resolution: sleeping for less would loop forever. */
const RESOLUTION_MS = 1e-3;

/**
 * Computes when the next request may be sent: a token bucket with a cap for a sliding window. All times
 * are arguments, in milliseconds.
 */
export class RequestRate {
  /** Average number of requests per second. */
  #full: number;
  #rate: number;
  #tokens: number;
  #refilledAt: number;
  /** Times of the last requests, at most as many as the window allows. */
  readonly #recent: number[] = [];

  constructor(requestsPerSecond: number, now: number) {
    this.#full = this.#rate = requestsPerSecond;
    this.#tokens = this.#burst();
    this.#refilledAt = now;
  }

  /** Lowers the rate; a higher one has no effect. */
  limitTo(requestsPerSecond: number): void {
    if (requestsPerSecond >= this.#full) return;
    this.#full = requestsPerSecond;
    this.#rate = Math.min(this.#rate, requestsPerSecond);
    this.#tokens = Math.min(this.#tokens, this.#burst());
    this.#recent.splice(0, this.#recent.length - this.#windowSize());
  }

  /** Milliseconds until a request may be sent, but not before `closedUntil`. */
  msToNext(now: number, closedUntil = -Infinity): number {
    const [oldest = -Infinity] = this.#recent;
    const isFull = this.#recent.length >= this.#windowSize();
    const roomAt = isFull ? oldest + WINDOW_SECONDS * 1000 + WINDOW_MARGIN_MS : -Infinity;
    const closedMs = Math.max(closedUntil, roomAt) - now;
    if (closedMs > RESOLUTION_MS) {
      // Allow one request at the end, not a full bucket, which would send them all at once.
      this.#tokens = Math.max(this.#tokens, 1);
      this.#refilledAt = now + closedMs;
      return closedMs;
    }
    const elapsedMs = Math.max(now - this.#refilledAt, 0);
    this.#tokens = Math.min(this.#tokens + (elapsedMs / 1000) * this.#rate, this.#burst());
    this.#refilledAt = Math.max(now, this.#refilledAt);
    const missingMs = ((1 - this.#tokens) / this.#rate) * 1000;
    return missingMs > RESOLUTION_MS ? missingMs : 0;
  }

  /** Call when a request is sent. */
  spend(now: number): void {
    this.#tokens -= 1;
    this.#recent.push(now);
    if (this.#recent.length > this.#windowSize()) this.#recent.shift();
  }

  /** Call if the request of `spentAt` was not sent after all. */
  giveBack(spentAt: number): void {
    this.#tokens = Math.min(this.#tokens + 1, this.#burst());
    const at = this.#recent.lastIndexOf(spentAt);
    if (at >= 0) this.#recent.splice(at, 1);
  }

  /** Call when the host answered 429. */
  slowDown(): void {
    this.#rate = Math.max(this.#rate * SLOW_DOWN_FACTOR, this.#full * MIN_RATE_SHARE);
    this.#tokens = Math.min(this.#tokens, 1);
  }

  /** Call when the host gave an answer. */
  recover(): void {
    this.#rate = Math.min(this.#rate + this.#full * RECOVERY_SHARE, this.#full);
  }

  #burst(): number {
    return Math.max(this.#rate * BURST_SECONDS, 1);
  }

  #windowSize(): number {
    return Math.max(Math.floor(this.#full * WINDOW_SECONDS), 1);
  }
}

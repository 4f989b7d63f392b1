/** This many seconds of unused rate may be spent at once. */
const BURST_SECONDS = 2;
/** Over any such time no more requests are made than the rate allows, a burst included. */
const WINDOW_SECONDS = 10;
/** Requests take differently long to reach the server, which counts them there; in milliseconds. */
const WINDOW_MARGIN_MS = 500;
/** After a "too many requests" the rate is this share of what it was, at the lowest a 20th. */
const SLOW_DOWN = 0.5;
const LOWEST_SHARE = 1 / 20;
/** Each answer after that gives back this share of the full rate. */
const RECOVERY = 0.02;
/** Less than this is no time at all: sleeping for it would not move every clock. */
const RESOLUTION_MS = 1e-3;

/**
 * When the next request may be made: a token bucket with a cap over a sliding window. Knows the time
 * only by what it is told, in milliseconds.
 */
export class RequestRate {
  /** Requests a second, in the long run. */
  #full: number;
  #rate: number;
  #tokens: number;
  #refilledAt: number;
  /** When the last requests were made, at most as many as the window may hold. */
  readonly #recent: number[] = [];

  constructor(requestsPerSecond: number, now: number) {
    this.#full = this.#rate = requestsPerSecond;
    this.#tokens = this.#burst();
    this.#refilledAt = now;
  }

  /** Of several rates for one host, the lowest holds. */
  limitTo(requestsPerSecond: number): void {
    if (requestsPerSecond >= this.#full) return;
    this.#full = requestsPerSecond;
    this.#rate = Math.min(this.#rate, requestsPerSecond);
    this.#tokens = Math.min(this.#tokens, this.#burst());
    this.#recent.splice(0, this.#recent.length - this.#windowSize());
  }

  /** Milliseconds until a request may be made, and not before `closedUntil`. */
  msToNext(now: number, closedUntil = -Infinity): number {
    const [oldest = -Infinity] = this.#recent;
    const isFull = this.#recent.length >= this.#windowSize();
    const roomAt = isFull ? oldest + WINDOW_SECONDS * 1000 + WINDOW_MARGIN_MS : -Infinity;
    const closedMs = Math.max(closedUntil, roomAt) - now;
    if (closedMs > RESOLUTION_MS) {
      // One request may be made at the end of it. With a full bucket they would all come at once.
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

  /** A request is made. */
  spend(now: number): void {
    this.#tokens -= 1;
    this.#recent.push(now);
    if (this.#recent.length > this.#windowSize()) this.#recent.shift();
  }

  /** The request that was to be made at `spentAt` was not made. */
  giveBack(spentAt: number): void {
    this.#tokens = Math.min(this.#tokens + 1, this.#burst());
    const at = this.#recent.lastIndexOf(spentAt);
    if (at >= 0) this.#recent.splice(at, 1);
  }

  /** The host said that it is asked too often. */
  slowDown(): void {
    this.#rate = Math.max(this.#rate * SLOW_DOWN, this.#full * LOWEST_SHARE);
    this.#tokens = Math.min(this.#tokens, 1);
  }

  /** The host answered. */
  recover(): void {
    this.#rate = Math.min(this.#rate + this.#full * RECOVERY, this.#full);
  }

  #burst(): number {
    return Math.max(this.#rate * BURST_SECONDS, 1);
  }

  #windowSize(): number {
    return Math.max(Math.floor(this.#full * WINDOW_SECONDS), 1);
  }
}

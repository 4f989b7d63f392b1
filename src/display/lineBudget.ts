/** Lines that may follow one another without a pause. */
const BURST_LINES = 35;
/** Milliseconds after which one more line is allowed: 24 lines an hour. */
const REFILL_MS = 150_000;

/**
 * Limits the lines of a log: at most 59 in any hour, which leaves room for a last one, and one every
 * two and a half minutes once {@link BURST_LINES} have been used. A token bucket.
 */
export class LineBudget {
  #left = BURST_LINES;
  #filledAt: number;

  constructor(now: number) {
    this.#filledAt = now;
  }

  /** Uses up one line if one is allowed at `now`, in milliseconds. */
  take(now: number): boolean {
    const refills = Math.floor((now - this.#filledAt) / REFILL_MS);
    this.#left = Math.min(this.#left + refills, BURST_LINES);
    this.#filledAt += refills * REFILL_MS;
    if (this.#left === 0) return false;
    this.#left -= 1;
    return true;
  }
}

import { type DcsError, withMessage } from "../errors";

/** How much trouble in a row ends a wait or a search, in milliseconds. */
export const patience = Object.freeze({
  /** After something has proved that address, region and key are right. */
  provedMs: 10 * 60_000,
  /** Before that: the address may be wrong. */
  unprovedMs: 60_000,
  /** "Not found", of what was never seen. */
  notFoundMs: 30_000,
});

/** No budget ends before this many queries in a row failed. */
export const LEAST_FAILURES = 5;

/** Counts failures in a row, and says when there were too many for too long. */
export class FailureBudget {
  #count = 0;
  #since = 0;

  /** An answer came. */
  reset(): void {
    this.#count = 0;
  }

  /** Another query failed at `now`. */
  charge(now: number): void {
    if (this.#count === 0) this.#since = now;
    this.#count += 1;
  }

  /** Whether failures in a row have lasted for `limitMs`. */
  isSpent(now: number, limitMs: number): boolean {
    return this.#count >= LEAST_FAILURES && now - this.#since >= limitMs;
  }

  /** `error`, the last of the failures, with their number and duration. */
  explain(error: DcsError, now: number): DcsError {
    const seconds = Math.round((now - this.#since) / 1000);
    return withMessage(
      error,
      `gave up after ${this.#count} failed queries in ${seconds} s; the last one: ${error.message}`,
    );
  }
}

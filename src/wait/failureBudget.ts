import { type DcsError, withMessage } from "../errors";

/** For how long failures in a row are retried, in milliseconds. */
export const patience = Object.freeze({
  /** Once an answer has proved that address, region and key are right. */
  provedMs: 10 * 60_000,
  /** Before that: the address may be wrong. */
  unprovedMs: 60_000,
  /** For "not found" of a task that was never seen. */
  notFoundMs: 30_000,
});

/** A budget is never spent before this many queries in a row have failed. */
export const LEAST_FAILURES = 5;

/** Measures failures in a row, and says when they have lasted too long. */
export class FailureBudget {
  #count = 0;
  #since = 0;

  /** Call after an answer: the row of failures has ended. */
  reset(): void {
    this.#count = 0;
  }

  /** Call after a query that failed at `now`. */
  charge(now: number): void {
    if (this.#count === 0) this.#since = now;
    this.#count += 1;
  }

  /** Whether the failures in a row are enough and have lasted for `limitMs`. */
  isSpent(now: number, limitMs: number): boolean {
    return this.#count >= LEAST_FAILURES && now - this.#since >= limitMs;
  }

  /** The last failure, with the number and duration of all in its message. */
  explain(error: DcsError, now: number): DcsError {
    const seconds = Math.round((now - this.#since) / 1000);
    return withMessage(
      error,
      `gave up after ${this.#count} failed queries in ${seconds} s; the last one: ${error.message}`,
    );
  }
}

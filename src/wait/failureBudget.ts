import { type DcsError, isServerTrouble, withMessage } from "../errors";

/** Trouble in a row that is waited out after the task has answered once, in milliseconds. */
const BUDGET_MS = 10 * 60_000;
/** The same before anything was ever answered: the address or the region may be wrong. */
const FIRST_ANSWER_BUDGET_MS = 60_000;
/**
 * How long a task that was never seen may be "not found", in milliseconds; and one that was seen,
 * where its list cannot be asked either.
 */
export const NOT_FOUND_GRACE_MS = 30_000;
/** No budget ends before this many queries in a row went wrong. */
const LEAST_COUNT = 5;

/** Codes of the gateway that say that the API itself does not exist here. */
const NO_SUCH_API = ["APIGW.0101", "APIGW.0103"];

/**
 * Whether waiting may mend `error`: trouble of the server or on the way to it, an unreadable
 * answer, and "not found" unless the whole API is unknown in this region.
 */
export function isTransient(error: DcsError): boolean {
  if (error.code === "NOT_FOUND") return !NO_SUCH_API.includes(error.serviceCode ?? "");
  return error.code === "MALFORMED_RESPONSE" || isServerTrouble(error);
}

/** Counts trouble in a row, and says when there was too much of it. */
export class FailureBudget {
  /** Queries in a row that went wrong. */
  count = 0;
  /** Answers "not found" in a row. */
  notFoundCount = 0;
  #since: number | undefined;
  #notFoundSince: number | undefined;

  /** A readable answer came. */
  reset(): void {
    this.count = 0;
    this.notFoundCount = 0;
    this.#since = undefined;
    this.#notFoundSince = undefined;
  }

  /**
   * Another query went wrong at `now`; `seen` tells whether the task ever answered.
   *
   * @throws {DcsError} `error`, with the story so far, when the budget is spent
   */
  charge(error: DcsError, now: number, seen: boolean): void {
    this.count += 1;
    const notFound = error.code === "NOT_FOUND";
    this.notFoundCount = notFound ? this.notFoundCount + 1 : 0;
    this.#since ??= now;
    this.#notFoundSince = notFound ? (this.#notFoundSince ?? now) : undefined;
    // A task that was never seen has its own grace, which other trouble does not use up.
    const since = seen ? this.#since : (this.#notFoundSince ?? this.#since);
    const neverSeen = notFound ? NOT_FOUND_GRACE_MS : FIRST_ANSWER_BUDGET_MS;
    const spentMs = now - since;
    if (this.count < LEAST_COUNT || spentMs < (seen ? BUDGET_MS : neverSeen)) return;
    throw withMessage(
      error,
      `gave up after ${this.count} failed queries in ${Math.round(spentMs / 1000)} s; ` +
        `the last one: ${error.message}`,
    );
  }
}

/** What README and docs/errors.md promise, in milliseconds and counts. */
export const SECOND = 1_000;
/** Trouble in a row, where address and key were proved. */
export const BUDGET_MS = 600 * SECOND;
/** The same where nothing has proved them. */
export const UNPROVED_BUDGET_MS = 60 * SECOND;
/** How long a task may be "not found", and how long a list may stay silent. */
export const GRACE_MS = 30 * SECOND;
/** "Unknown to the list" is believed when it lasts for this time. */
export const UNKNOWN_LASTS_MS = 10 * SECOND;
export const LEAST_IN_A_ROW = 5;
/** What a request may take, and a query that is under way at the deadline. */
export const REQUEST_MS = 10 * SECOND;
/** How long a refresh asks again what fails for a while. */
export const REFRESH_PATIENCE_MS = 60 * SECOND;
/** The same with a last query for the project, and one for the tasks. */
export const REFRESH_MS = REFRESH_PATIENCE_MS + 2 * REQUEST_MS;
/** How long 100 % may take to settle, and how often the list is asked then. */
export const SETTLE_MS = 20 * SECOND;
/** How often the list is asked beside a failing progress, also before a wait is given up. */
export const LIST_GAP_MS = 20 * SECOND;
/** An answer this young is good enough for a wait that begins. */
export const FRESH_MS = SECOND;
/** After a "too many requests" that names no time. */
export const PAUSE_MS = SECOND;
/** A longer `Retry-After` may be taken for a mistake. */
const BELIEVED_RETRY_AFTER_MS = 3_600 * SECOND;
/** Above this it is one. */
const MOST_BELIEVED_MS = 24 * 3_600 * SECOND;
const LEAST_BELIEVED_MS = 300 * SECOND;
/** Over this time the request budget holds. */
export const BUDGET_WINDOW_MS = 10 * SECOND;
export const REQUESTS_PER_SECOND = 5;
/** A key that was refused so often in a row is not tried again for so long. */
export const MOST_REFUSALS = 2;
export const LOCK_MS = 300 * SECOND;
/** Two events at the same moment may differ by this. */
export const SLACK_MS = SECOND;

/** The longest pause that an answer may be a reason for. */
export function longestPause({ retryAfterMs = 0 }: { readonly retryAfterMs?: number }): number {
  return retryAfterMs > MOST_BELIEVED_MS ? LEAST_BELIEVED_MS : retryAfterMs;
}

/** Sums of times that are no whole numbers differ by less than this. */
export const ROUNDING_MS = 1;

/** How long an answer is to be honoured at least that names a time. */
export function honoured({ retryAfterMs = 0 }: { readonly retryAfterMs?: number }): number {
  return retryAfterMs > BELIEVED_RETRY_AFTER_MS ? LEAST_BELIEVED_MS : retryAfterMs;
}

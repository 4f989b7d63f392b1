/** Limits of an account, all its programs together. */
export interface AccountLimits {
  /** Requests per second in the long run. */
  readonly perSecond: number;
  /** Requests that may come at once after a rest. */
  readonly burst: number;
  /** Requests within {@link WINDOW_MS}. */
  readonly perWindow: number;
}

/** The second limit counts over five minutes. */
const WINDOW_MS = 5 * 60_000;

/** What the service answers a request: `undefined`, or for how long to pause in milliseconds. */
export type Refusal = { readonly retryAfterMs: number | undefined } | undefined;

/**
 * The limits of a service for one account: a bucket of tokens, and a fixed window of five minutes. A 429
 * of the bucket names no time; that of the window names its end.
 */
export class AccountLimit {
  readonly #limits: AccountLimits;
  readonly #now: () => number;
  #tokens: number;
  #filledAt = 0;
  #window = 0;
  #inWindow = 0;

  constructor(limits: AccountLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
    this.#tokens = limits.burst;
  }

  /** Counts a request that reaches the service now. */
  ask(): Refusal {
    const { perSecond, burst, perWindow } = this.#limits;
    const now = this.#now();
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
    const window = Math.floor(now / WINDOW_MS);
    if (window !== this.#window) [this.#window, this.#inWindow] = [window, 0];
    if (this.#inWindow >= perWindow) return { retryAfterMs: (window + 1) * WINDOW_MS - now };
    if (this.#tokens < 1) return { retryAfterMs: undefined };
    this.#tokens -= 1;
    this.#inWindow += 1;
    return undefined;
  }
}

import type { Clock } from "./clock";
import { orAborted } from "./orAborted";

/** Options of {@link RequestBudget}. */
export interface RequestBudgetOptions {
  /** Requests a second that are allowed in the long run; above 0. */
  readonly requestsPerSecond: number;
  readonly clock: Clock;
}

/** This many seconds of unused budget may be spent at once. */
const BURST_SECONDS = 2;
/** After a "too many requests" the rate is this share of what it was, at the lowest a 20th. */
const SLOW_DOWN = 0.5;
const LOWEST_SHARE = 1 / 20;
/** A pause that the server did not name, in milliseconds. */
const DEFAULT_PAUSE_MS = 1_000;
/** A longer `Retry-After` is taken for a mistake, in milliseconds. */
export const MAX_RETRY_AFTER_MS = 5 * 60_000;
/** Each answer after that gives back this share of the full rate. */
const RECOVERY = 0.02;

interface Turn {
  readonly signal: AbortSignal;
  readonly start: () => void;
}

/**
 * A token bucket that all waits on one host share. Turns are given in the order in which they were
 * asked for, which is that of the queries' due times, so that nobody starves.
 */
export class RequestBudget {
  readonly #clock: Clock;
  readonly #fullRate: number;
  #rate: number;
  #tokens: number;
  #refilledAt: number;
  #pausedUntil = -Infinity;
  readonly #queue: Turn[] = [];
  #pumping = false;

  constructor({ requestsPerSecond, clock }: RequestBudgetOptions) {
    this.#clock = clock;
    this.#fullRate = this.#rate = requestsPerSecond;
    this.#tokens = this.#capacity();
    this.#refilledAt = clock.now();
  }

  /** Resolves when a request may be made; when `signal` aborts first, its turn is given to others. */
  async take(signal: AbortSignal): Promise<void> {
    if (this.#queue.length === 0 && this.#msToNextToken() === 0) {
      this.#tokens -= 1;
      return;
    }
    const turn = new Promise<void>((start) => {
      this.#queue.push({ signal, start });
    });
    if (!this.#pumping) void this.#pump();
    await orAborted(turn, signal);
  }

  /** The host said that it is asked too often. */
  slowDown(retryAfterMs = DEFAULT_PAUSE_MS): void {
    const pausedUntil = this.#clock.now() + Math.min(retryAfterMs, MAX_RETRY_AFTER_MS);
    // Answers to requests that were under way together count once.
    if (this.#pausedUntil <= this.#clock.now()) {
      this.#rate = Math.max(this.#rate * SLOW_DOWN, this.#fullRate * LOWEST_SHARE);
    }
    this.#pausedUntil = Math.max(this.#pausedUntil, pausedUntil);
    this.#tokens = Math.min(this.#tokens, 1);
  }

  /** The host answered. */
  recover(): void {
    this.#rate = Math.min(this.#rate + this.#fullRate * RECOVERY, this.#fullRate);
  }

  /** Gives turns as tokens come, for as long as anybody waits for one. */
  async #pump(): Promise<void> {
    this.#pumping = true;
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      const ms = next.signal.aborted ? 0 : this.#msToNextToken();
      if (ms > 0) {
        await orAborted(this.#clock.sleep(ms, next.signal), next.signal);
        continue;
      }
      this.#queue.shift();
      if (next.signal.aborted) continue;
      this.#tokens -= 1;
      next.start();
    }
    this.#pumping = false;
  }

  #msToNextToken(): number {
    const now = this.#clock.now();
    const pausedMs = this.#pausedUntil - now;
    if (pausedMs > 0) {
      this.#refilledAt = this.#pausedUntil;
      return pausedMs;
    }
    const elapsedMs = Math.max(now - this.#refilledAt, 0);
    this.#tokens = Math.min(this.#tokens + (elapsedMs / 1000) * this.#rate, this.#capacity());
    this.#refilledAt = Math.max(now, this.#refilledAt);
    // A gap too small to move the clock would be slept for ever.
    const missing = 1 - this.#tokens;
    return missing < 1e-6 ? 0 : (missing / this.#rate) * 1000;
  }

  #capacity(): number {
    return Math.max(this.#rate * BURST_SECONDS, 1);
  }
}

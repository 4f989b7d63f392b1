import { type DcsError, isDcsError, isServerTrouble } from "../../errors";
import type { Clock } from "../time/clock";
import { believedPause, HostPause } from "./hostPause";
import { orAborted } from "../time/orAborted";
import { RequestRate } from "./requestRate";

/** Options of {@link RequestBudget}. */
export interface RequestBudgetOptions {
  /** Requests a second that are allowed in the long run; above 0. */
  readonly requestsPerSecond: number;
  readonly clock: Clock;
}

/** Leave to make one request. One of its functions must be called, once. */
export interface Turn {
  /** Whether it was queued, so that what was read before may be out of date. */
  readonly wasQueued: boolean;
  /** The request was not made after all. */
  giveBack(): void;
  /** The request has ended: with an answer, or with `error`. */
  end(error?: unknown): void;
}

/** Requests under way on one host: each has a socket, and a slow host is not helped by more. */
const MAX_UNDER_WAY = 64;
/** The pause after "too many requests" that names none, or one that is over, in milliseconds. */
const DEFAULT_PAUSE_MS = 1_000;
/** Requests are held for a pause up to this long; a longer one is left to their callers, in ms. */
const MAX_HELD_MS = 10_000;

interface Queued {
  readonly dueAt: number;
  readonly start: (turn: Turn) => void;
  readonly fail: (reason: DcsError) => void;
}

/**
 * The request budget of one host. Turns are given in the order of the requests' due times, at the
 * rate and outside the pauses that the host allows.
 */
export class RequestBudget {
  readonly #clock: Clock;
  readonly #rate: RequestRate;
  readonly #queue: Queued[] = [];
  #pause: { readonly until: number; readonly error: DcsError } | undefined;
  #underWay = 0;
  #turns = 0;
  /** The turns up to this one had begun when the rate was lowered last. */
  #loweredAtTurn = 0;
  #sleep: AbortController | undefined;
  #isPumping = false;

  constructor({ requestsPerSecond, clock }: RequestBudgetOptions) {
    this.#clock = clock;
    this.#rate = new RequestRate(requestsPerSecond, clock.now());
  }

  /** Of several rates for one host, the lowest holds. */
  limitTo(requestsPerSecond: number): void {
    this.#rate.limitTo(requestsPerSecond);
  }

  /**
   * Resolves when a request may be made.
   *
   * @param dueAt when it was due, on the clock: the earliest goes first
   * @throws the signal's reason as soon as it aborts
   * @throws {HostPause} where the host asked for a long pause
   */
  async take(signal: AbortSignal, dueAt = this.#clock.now()): Promise<Turn> {
    signal.throwIfAborted();
    if (this.#queue.length === 0 && this.#msToNext() === 0) return this.#start(false);
    const { promise, resolve: start, reject: fail } = Promise.withResolvers<Turn>();
    const queued = { dueAt, start, fail };
    const later = this.#queue.findIndex((other) => other.dueAt > dueAt);
    this.#queue.splice(later < 0 ? this.#queue.length : later, 0, queued);
    void this.#pump();
    const turn = await orAborted(promise, signal);
    if (turn) return turn;
    this.#leave(queued);
    // It may have been given at the moment at which the signal aborted.
    promise.then(
      (late) => {
        late.giveBack();
      },
      () => undefined,
    );
    throw signal.reason;
  }

  #leave(queued: Queued): void {
    const at = this.#queue.indexOf(queued);
    if (at >= 0) this.#queue.splice(at, 1);
    // A timer that no request waits for would keep the process alive.
    if (this.#queue.length === 0) this.#sleep?.abort();
  }

  /** Gives turns as they come, for as long as any request waits for one. */
  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    while (this.#queue.length > 0 && this.#underWay < MAX_UNDER_WAY) {
      const refusal = this.#longPause();
      if (refusal) {
        for (const { fail } of this.#queue.splice(0)) fail(refusal);
        break;
      }
      const ms = this.#msToNext();
      if (ms > 0) await this.#sleepFor(ms);
      else this.#queue.shift()?.start(this.#start(true));
    }
    this.#isPumping = false;
  }

  async #sleepFor(ms: number): Promise<void> {
    const { signal } = (this.#sleep = new AbortController());
    await orAborted(this.#clock.sleep(ms, signal), signal);
    this.#sleep = undefined;
  }

  #msToNext(): number {
    return this.#underWay < MAX_UNDER_WAY
      ? this.#rate.msToNext(this.#clock.now(), this.#pause?.until)
      : Infinity;
  }

  #start(wasQueued: boolean): Turn {
    const startedAt = this.#clock.now();
    const number = ++this.#turns;
    this.#rate.spend(startedAt);
    this.#underWay += 1;
    const end = () => {
      this.#underWay -= 1;
      void this.#pump();
    };
    return {
      wasQueued,
      giveBack: () => {
        this.#rate.giveBack(startedAt);
        end();
      },
      end: (error) => {
        if (error === undefined) this.#rate.recover();
        else if (isDcsError(error)) this.#heed(error, number);
        end();
      },
    };
  }

  /** Does what an answer that is none asks for. */
  #heed(error: DcsError, turn: number): void {
    const isThrottled = isDcsError(error, "THROTTLED");
    if (!isServerTrouble(error)) return;
    const pauseMs = believedPause(error.retryAfterMs) || (isThrottled ? DEFAULT_PAUSE_MS : 0);
    const until = this.#clock.now() + pauseMs;
    if (pauseMs > 0 && until > (this.#pause?.until ?? -Infinity)) {
      this.#pause = { until, error };
    }
    // Answers to requests that were under way together count once.
    if (!isThrottled || turn <= this.#loweredAtTurn) return;
    this.#loweredAtTurn = this.#turns;
    this.#rate.slowDown();
  }

  /** The error of a request that is not made, since the host asked for a long pause. */
  #longPause(): HostPause | undefined {
    const { until, error } = this.#pause ?? {};
    const leftMs = (until ?? -Infinity) - this.#clock.now();
    return error && leftMs > MAX_HELD_MS ? new HostPause(error, leftMs) : undefined;
  }
}

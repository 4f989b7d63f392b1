import { type DcsError, isDcsError, isServerTrouble } from "../../errors";
import type { Clock } from "../time/clock";
import { boundedPause, HostPause } from "./hostPause";
import { orAborted } from "../time/orAborted";
import type { OnTurn } from "../time/turnWatch";
import { RequestRate } from "./requestRate";

/** Options of {@link RequestBudget}. */
export interface RequestBudgetOptions {
  /** Average number of requests per second; above 0. */
  readonly requestsPerSecond: number;
  readonly clock: Clock;
}

/** Permission to send one request. The holder must call one of its functions, once. */
export interface Turn {
  /** Whether it had to wait, so that credentials read before may be outdated. */
  readonly wasQueued: boolean;
  /** Call if the request was not sent after all. */
  giveBack(): void;
  /** Call when the request has ended: with an answer, or with `error`. */
  end(error?: unknown): void;
}

/** Concurrent requests to one host: each takes a socket, and more do not help a slow host. */
const MAX_UNDER_WAY = 64;
/** The pause after a 429 without `Retry-After`. */
const DEFAULT_PAUSE_MS = 1_000;
/** Requests wait here for the end of a pause of this length; for a longer one they fail. */
const MAX_HELD_MS = 10_000;

/** Options of {@link RequestBudget.take}. */
export interface TurnOptions {
  /** When the request is due, on the clock; the earliest is sent first. Default: now. */
  readonly dueAt?: number;
  /** Called when the request has to wait for its turn, and when it waits no longer. */
  readonly onTurn?: OnTurn;
}

interface Queued {
  readonly dueAt: number;
  readonly start: (turn: Turn) => void;
  readonly fail: (reason: DcsError) => void;
}

/**
 * The request budget of one host: gives turns in the order of the requests' due times, at the allowed
 * rate, and not during a pause that the host asked for.
 */
export class RequestBudget {
  readonly #clock: Clock;
  readonly #rate: RequestRate;
  readonly #queue: Queued[] = [];
  #pause: { readonly until: number; readonly error: DcsError } | undefined;
  #underWay = 0;
  #turns = 0;
  /** Number of the last turn given before the rate was last lowered. */
  #loweredAtTurn = 0;
  #sleep: AbortController | undefined;
  #isPumping = false;

  constructor({ requestsPerSecond, clock }: RequestBudgetOptions) {
    this.#clock = clock;
    this.#rate = new RequestRate(requestsPerSecond, clock.now());
  }

  /** Lowers the rate; a higher one has no effect, so that the lowest of all clients applies. */
  limitTo(requestsPerSecond: number): void {
    this.#rate.limitTo(requestsPerSecond);
  }

  /**
   * Resolves when a request may be sent.
   *
   * @throws the signal's reason as soon as it aborts
   * @throws {HostPause} during a long pause of the host
   */
  async take(
    signal: AbortSignal,
    { dueAt = this.#clock.now(), onTurn }: TurnOptions = {},
  ): Promise<Turn> {
    signal.throwIfAborted();
    if (this.#queue.length === 0 && this.#msToNext() === 0) return this.#start(false);
    const { promise, resolve: start, reject: fail } = Promise.withResolvers<Turn>();
    const queued = { dueAt, start, fail };
    const later = this.#queue.findIndex((other) => other.dueAt > dueAt);
    this.#queue.splice(later < 0 ? this.#queue.length : later, 0, queued);
    onTurn?.(true);
    void this.#pump();
    const turn = await orAborted(promise, signal).finally(() => onTurn?.(false));
    if (turn) return turn;
    this.#leave(queued);
    // The turn may have been given at the moment when the signal aborted.
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
    // Stop the timer, which would keep the process alive.
    if (this.#queue.length === 0) this.#sleep?.abort();
  }

  /** Gives turns until the queue is empty or too many requests are under way. */
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

  /** Pauses and slows down as a failed request demands. */
  #heed(error: DcsError, turn: number): void {
    const isThrottled = isDcsError(error, "THROTTLED");
    if (!isServerTrouble(error)) return;
    const pauseMs = boundedPause(error.retryAfterMs) || (isThrottled ? DEFAULT_PAUSE_MS : 0);
    const until = this.#clock.now() + pauseMs;
    if (pauseMs > 0 && until > (this.#pause?.until ?? -Infinity)) {
      this.#pause = { until, error };
    }
    // Lower the rate once for all requests that were under way together.
    if (!isThrottled || turn <= this.#loweredAtTurn) return;
    this.#loweredAtTurn = this.#turns;
    this.#rate.slowDown();
  }

  /** The error for the requests that are not sent during a long pause. */
  #longPause(): HostPause | undefined {
    const { until, error } = this.#pause ?? {};
    const leftMs = (until ?? -Infinity) - this.#clock.now();
    return error && leftMs > MAX_HELD_MS ? new HostPause(error, leftMs) : undefined;
  }
}

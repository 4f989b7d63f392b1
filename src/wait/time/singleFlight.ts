import { type Clock, systemClock } from "./clock";
import { orAborted } from "./orAborted";
import { SharedTurn } from "./turnWatch";

interface Call<T> {
  readonly answer: Promise<T>;
  readonly controller: AbortController;
  readonly clock: Clock;
  readonly turn: SharedTurn;
  waiting: number;
  /** When it ended, on the clock; absent while it is under way. */
  ended?: { readonly at: number; readonly hasFailed: boolean };
}

/** Which answer a caller accepts. */
export interface FlightOptions {
  /** Aborts for this caller; the call itself is aborted when no caller is left. */
  readonly signal?: AbortSignal | undefined;
  /** The clock of the ages below. Default: the machine's. */
  readonly clock?: Clock | undefined;
  /** Maximum age of an answer, in milliseconds. Default: any age. */
  readonly maxAgeMs?: number | undefined;
  /** Maximum age of a failure, in milliseconds. Default 0: a failed call is made again. */
  readonly maxFailureAgeMs?: number | undefined;
  /**
   * Whether a call that has been sent goes on when no caller is left, until {@link SingleFlight.abort}.
   * Asked when the last one leaves. Default: it does not.
   */
  readonly outlivesCallers?: (() => boolean) | undefined;
}

/**
 * Shares one call between all callers that need its answer while it is under way, and afterwards as
 * long as it is fresh enough for them. A call is aborted when its last caller has aborted, unless it
 * outlives its callers.
 */
export class SingleFlight<T> {
  #call: Call<T> | undefined;

  /** The answer of the last call, or of a new call of `make`; `undefined` once `signal` aborts. */
  async answer(
    make: (signal: AbortSignal) => Promise<T>,
    options: FlightOptions = {},
  ): Promise<T | undefined> {
    if (options.signal?.aborted) return undefined;
    const signal = options.signal ?? new AbortController().signal;
    const call = this.#usable(options) ?? this.#start(make, options);
    call.waiting += 1;
    const leaveTurn = call.turn.join(signal);
    try {
      return await orAborted(call.answer, signal);
    } finally {
      leaveTurn();
      call.waiting -= 1;
      const goesOn = () => options.outlivesCallers?.() === true && !call.turn.isQueued;
      if (signal.aborted && call.waiting === 0 && !goesOn()) this.#abort(call);
    }
  }

  /** Aborts the call that is under way, if there is one. */
  abort(): void {
    if (this.#call) this.#abort(this.#call);
  }

  #abort(call: Call<T>): void {
    if (call.ended) return;
    call.controller.abort();
    if (this.#call === call) this.#call = undefined;
  }

  /** Whether there is a call under way, or an answer that is fresh enough. */
  has(options: FlightOptions): boolean {
    return this.#usable(options) !== undefined;
  }

  #usable({
    clock = systemClock,
    maxAgeMs = Infinity,
    maxFailureAgeMs = 0,
  }: FlightOptions): Call<T> | undefined {
    const { ended, clock: callClock } = this.#call ?? {};
    if (!ended) return this.#call;
    const maxMs = ended.hasFailed ? maxFailureAgeMs : maxAgeMs;
    // Times of different clocks cannot be compared.
    const ageMs = clock === callClock ? clock.now() - ended.at : Number.MAX_VALUE;
    return ageMs < maxMs ? this.#call : undefined;
  }

  #start(
    make: (signal: AbortSignal) => Promise<T>,
    { clock = systemClock }: FlightOptions,
  ): Call<T> {
    const controller = new AbortController();
    const turn = new SharedTurn(controller.signal);
    const call: Call<T> = { answer: make(controller.signal), controller, clock, turn, waiting: 0 };
    const end = (hasFailed: boolean) => () => {
      call.ended = { at: clock.now(), hasFailed };
    };
    call.answer.then(end(false), end(true));
    this.#call = call;
    return call;
  }
}

import { type Clock, systemClock } from "./clock";
import { orAborted } from "./orAborted";

interface Call<T> {
  readonly answer: Promise<T>;
  readonly controller: AbortController;
  readonly clock: Clock;
  waiting: number;
  /** On the clock; absent while it is under way. */
  ended?: { readonly at: number; readonly hasFailed: boolean };
}

/** Which answer will do. */
export interface FlightOptions {
  /** Ends the caller's part in it. */
  readonly signal?: AbortSignal | undefined;
  /** Of the ages below. Default: the machine's. */
  readonly clock?: Clock | undefined;
  /** How old an answer may be, in milliseconds. Default: any age. */
  readonly maxAgeMs?: number | undefined;
  /** How old a failure may be, in milliseconds. Default 0: a failed call is made again. */
  readonly maxFailureAgeMs?: number | undefined;
}

/**
 * One call for all who ask for its answer while it is under way, and for as long as that is young
 * enough for them. A call that no caller waits for any more is aborted.
 */
export class SingleFlight<T> {
  #call: Call<T> | undefined;

  /** The answer of the last call, else of `make`; `undefined` as soon as `signal` aborts. */
  async answer(
    make: (signal: AbortSignal) => Promise<T>,
    options: FlightOptions = {},
  ): Promise<T | undefined> {
    if (options.signal?.aborted) return undefined;
    const signal = options.signal ?? new AbortController().signal;
    const call = this.#usable(options) ?? this.#start(make, options);
    call.waiting += 1;
    try {
      return await orAborted(call.answer, signal);
    } finally {
      call.waiting -= 1;
      if (signal.aborted && call.waiting === 0 && !call.ended) {
        call.controller.abort();
        if (this.#call === call) this.#call = undefined;
      }
    }
  }

  /** Whether there is an answer, or will be one, that is not too old. */
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
    // The times of two clocks cannot be compared.
    const ageMs = clock === callClock ? clock.now() - ended.at : Number.MAX_VALUE;
    return ageMs < maxMs ? this.#call : undefined;
  }

  #start(
    make: (signal: AbortSignal) => Promise<T>,
    { clock = systemClock }: FlightOptions,
  ): Call<T> {
    const controller = new AbortController();
    const call: Call<T> = { answer: make(controller.signal), controller, clock, waiting: 0 };
    const end = (hasFailed: boolean) => () => {
      call.ended = { at: clock.now(), hasFailed };
    };
    call.answer.then(end(false), end(true));
    this.#call = call;
    return call;
  }
}

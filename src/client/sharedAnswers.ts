import type { Clock } from "../wait/time/clock";
import { SingleFlight } from "../wait/time/singleFlight";

/** All waits share an answer of this age. */
export const FRESH_MS = 1_000;

/** Options of {@link SharedAnswers.answer}. */
export interface SharedOptions {
  /** Identifies the question. */
  readonly key: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** Answers that waits share for a second: if forty tasks vanish together, one list is requested. */
export class SharedAnswers<T> {
  readonly #flights = new Map<string, SingleFlight<T>>();

  /** A fresh answer, or that of `make`; `undefined` as soon as the signal aborts. */
  answer(
    make: (signal: AbortSignal) => Promise<T>,
    { key, clock, signal }: SharedOptions,
  ): Promise<T | undefined> {
    const wanted = { clock, signal, maxAgeMs: FRESH_MS, maxFailureAgeMs: FRESH_MS };
    for (const [known, flight] of this.#flights) {
      if (!flight.has(wanted)) this.#flights.delete(known);
    }
    const flight = this.#flights.get(key) ?? new SingleFlight<T>();
    this.#flights.set(key, flight);
    return flight.answer(make, wanted);
  }
}

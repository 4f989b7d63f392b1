import type { Clock } from "../wait/time/clock";
import { SingleFlight } from "../wait/time/singleFlight";

/** For this long one answer does for all waits, in milliseconds. */
export const FRESH_MS = 1_000;

/** Whose answer is wanted. */
export interface SharedOptions {
  /** What is asked; the same text for the same answer. */
  readonly key: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** Answers that waits share for a second: of forty tasks that vanish together, one list tells. */
export class SharedAnswers<T> {
  readonly #flights = new Map<string, SingleFlight<T>>();

  /** The answer of `make`, or a young one; `undefined` as soon as the signal aborts. */
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

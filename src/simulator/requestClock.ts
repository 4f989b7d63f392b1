/**
 * The service's clock. It stands still while one request is answered, so that every part of the
 * answer, and the progress that is recorded of it, is of the same moment.
 */
export class RequestClock {
  readonly #source: () => number;
  #stoodAt: number | undefined;

  constructor(source: () => number) {
    this.#source = source;
  }

  readonly now = (): number => this.#stoodAt ?? this.#source();

  /** Does the work of one request, which must not outlast the call. */
  answer<T>(work: () => T): T {
    this.#stoodAt = this.#source();
    try {
      return work();
    } finally {
      this.#stoodAt = undefined;
    }
  }
}

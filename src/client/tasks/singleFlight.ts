import { orAborted } from "../../wait/orAborted";

interface Call<T> {
  readonly answer: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * One call for all who ask for its answer, now or later. A failed one is made anew the next time;
 * one that nobody waits for any more is aborted.
 */
export class SingleFlight<T> {
  #call: Call<T> | undefined;

  /** The answer of the call under way, else of `make`; `undefined` as soon as `signal` aborts. */
  async answer(
    make: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T | undefined> {
    if (signal?.aborted) return undefined;
    const until = signal ?? new AbortController().signal;
    const call = (this.#call ??= this.#start(make));
    call.waiting += 1;
    try {
      return await orAborted(call.answer, until);
    } finally {
      call.waiting -= 1;
      if (until.aborted && call.waiting === 0) {
        call.controller.abort();
        this.#forget(call);
      }
    }
  }

  #start(make: (signal: AbortSignal) => Promise<T>): Call<T> {
    const controller = new AbortController();
    const call: Call<T> = { answer: make(controller.signal), controller, waiting: 0 };
    call.answer.catch(() => {
      this.#forget(call);
    });
    return call;
  }

  #forget(call: Call<T>): void {
    if (this.#call === call) this.#call = undefined;
  }
}

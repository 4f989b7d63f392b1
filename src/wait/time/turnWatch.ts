/** Called with `true` when a query begins to wait for its turn, and with `false` when it may be sent. */
export type OnTurn = (isQueued: boolean) => void;

const watchers = new WeakMap<AbortSignal, OnTurn>();

/** Calls `onTurn` for the requests of the query that is made with `signal`. */
export function watchTurn(signal: AbortSignal, onTurn: OnTurn): void {
  watchers.set(signal, onTurn);
}

/** Says whether the query that is made with `signal` waits for its turn. */
export function reportTurn(signal: AbortSignal | undefined, isQueued: boolean): void {
  if (signal) watchers.get(signal)?.(isQueued);
}

/** The turn of a query that several callers share, each with a signal of its own. */
export class SharedTurn {
  readonly #callers = new Set<AbortSignal>();
  #isQueued = false;

  /** @param signal - the one that the query is made with */
  constructor(signal: AbortSignal) {
    watchTurn(signal, (isQueued) => {
      this.#isQueued = isQueued;
      for (const caller of this.#callers) reportTurn(caller, isQueued);
    });
  }

  get isQueued(): boolean {
    return this.#isQueued;
  }

  /** Adds a caller, and returns how to remove it. */
  join(caller: AbortSignal): () => void {
    this.#callers.add(caller);
    reportTurn(caller, this.#isQueued);
    return () => this.#callers.delete(caller);
  }
}

import type { Scenario } from "./scenario";

/** The scenarios of one kind of operation: the n-th operation plays the n-th; the last one repeats. */
export class Playlist {
  #next: Scenario;
  readonly #later: Scenario[];
  #played = 0;

  constructor(first: Scenario, later: readonly Scenario[] = []) {
    this.#next = first;
    this.#later = [...later];
  }

  /** The scenario of the next operation, and the operation's number, from 1. */
  next(): { readonly scenario: Scenario; readonly n: number } {
    const scenario = this.#next;
    this.#next = this.#later.shift() ?? scenario;
    this.#played += 1;
    return { scenario, n: this.#played };
  }
}

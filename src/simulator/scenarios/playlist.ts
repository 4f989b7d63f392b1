import type { Scenario } from "./scenario";

/** Which scenario each operation of one kind plays: the n-th plays the n-th, and the last repeats. */
export class Playlist {
  #next: Scenario;
  readonly #later: Scenario[];
  #played = 0;

  constructor(first: Scenario, later: readonly Scenario[] = []) {
    this.#next = first;
    this.#later = [...later];
  }

  /** The scenario of one more operation, and which one it is, from 1. */
  next(): { readonly scenario: Scenario; readonly n: number } {
    const scenario = this.#next;
    this.#next = this.#later.shift() ?? scenario;
    this.#played += 1;
    return { scenario, n: this.#played };
  }
}

/**
 * Every request of a run in the order in which they began. An entry says when it began and ended (by
 * the run's clock, and as `begun` and `ended` in the order of all that happened), where it went, with
 * which key, and what came of it: `kind` and `class` of the answer, see `kinds/all.mjs`.
 */
export class RequestLog {
  entries = [];
  #moments = 0;

  begin(fields) {
    const entry = { begun: this.mark(), kind: undefined, class: undefined, ...fields };
    this.entries.push(entry);
    return entry;
  }

  /** The client has its answer, or knows that none comes. */
  end(entry, at) {
    Object.assign(entry, { ended: this.mark(), endedAt: at });
  }

  /** This moment in the order of all that happened. */
  mark() {
    this.#moments += 1;
    return this.#moments;
  }
}

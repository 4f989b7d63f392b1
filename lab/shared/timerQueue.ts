/** Something to do at a moment; without `run` it has been cancelled. */
export interface Timer {
  readonly at: number;
  run: (() => void) | undefined;
}

/** A binary heap of timers, soonest first. */
export class TimerQueue {
  readonly #heap: Timer[] = [];

  add(at: number, run: () => void): Timer {
    const timer: Timer = { at, run };
    const heap = this.#heap;
    let index = heap.push(timer) - 1;
    for (;;) {
      const place = (index - 1) >> 1;
      const parent = heap[place];
      if (index === 0 || !parent || parent.at <= at) break;
      heap[index] = parent;
      index = place;
    }
    heap[index] = timer;
    return timer;
  }

  /** The soonest timer, or only one that is due at `moment`. */
  take(moment = Infinity): Timer | undefined {
    const heap = this.#heap;
    const first = heap[0];
    if (!first || first.at > moment) return undefined;
    const last = heap.pop();
    if (last && heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(timer: Timer): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      const place = atOf(heap[right]) < atOf(heap[left]) ? right : left;
      const child = heap[place];
      if (!child || child.at >= timer.at) break;
      heap[index] = child;
      index = place;
    }
    heap[index] = timer;
  }
}

function atOf(timer: Timer | undefined): number {
  return timer?.at ?? Infinity;
}

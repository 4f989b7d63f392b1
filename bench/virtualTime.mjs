// Time that jumps from timer to timer, for code that takes its time from the globals. All tasks of
// a run share it, as waits of one process do, which also makes it fast.
import { setImmediate } from "node:timers";
import { seededRandom } from "./random.mjs";

/**
 * Runs `start` with virtual timers, dates and seeded random numbers, until what it returns has
 * settled. `now` gives the virtual milliseconds since the start.
 */
export async function inVirtualTime(seed, start) {
  const timers = new TimerQueue();
  const real = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    Date: globalThis.Date,
    random: Math.random,
  };
  let now = 0;
  globalThis.setTimeout = (callback, ms = 0, ...args) =>
    timers.add(now + Math.max(Number(ms) || 0, 0), () => callback(...args));
  globalThis.clearTimeout = (timer) => timer && (timer.run = undefined);
  globalThis.Date = class extends real.Date {
    constructor(...args) {
      super(...(args.length ? args : [now]));
    }
    static now() {
      return now;
    }
  };
  Math.random = seededRandom(seed);
  try {
    let settled = false;
    const result = start(() => now).finally(() => (settled = true));
    await turn();
    while (!settled) {
      const timer = timers.take();
      if (!timer) throw new Error("nothing is left to wait for");
      now = timer.at;
      // Timers of one moment run together, before anything else has its turn.
      for (let due = timer; due; due = timers.take(now)) due.run?.();
      await turn();
    }
    return await result;
  } finally {
    Object.assign(globalThis, {
      setTimeout: real.setTimeout,
      clearTimeout: real.clearTimeout,
      Date: real.Date,
    });
    Math.random = real.random;
  }
}

/** Lets everything happen that waits for no timer. */
async function turn() {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

/** A binary heap, soonest first. */
class TimerQueue {
  #heap = [];

  add(at, run) {
    const timer = { at, run };
    const heap = this.#heap;
    let index = heap.push(timer) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (heap[parent].at <= at) break;
      heap[index] = heap[parent];
      index = parent;
    }
    heap[index] = timer;
    return timer;
  }

  /** The soonest timer, or only one that is due at `moment`. */
  take(moment = Infinity) {
    const heap = this.#heap;
    const first = heap[0];
    if (!first || first.at > moment) return undefined;
    const last = heap.pop();
    if (heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(timer) {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child + 1 < heap.length && heap[child + 1].at < heap[child].at) child += 1;
      if (child >= heap.length || heap[child].at >= timer.at) break;
      heap[index] = heap[child];
      index = child;
    }
    heap[index] = timer;
  }
}

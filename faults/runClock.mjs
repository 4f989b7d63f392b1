import { setImmediate } from "node:timers";

/** Turns of the event loop with nothing on its way, after which nothing more is to be expected. */
const QUIET_TURNS = 4;

/**
 * The time of one run. It stands still while anything is on its way, and then jumps to the end of
 * the next sleep or timer. So a wait of an hour over real sockets takes milliseconds, and takes the
 * same course on a busy machine.
 */
export class RunClock {
  #now = 0;
  #holds = 0;
  #sleepers = new Set();
  #timers = new Set();
  #events = new Set();
  #watching = false;
  #startedAt;

  /** @param {number} startedAt milliseconds since 1970 at the start of the run */
  constructor(startedAt) {
    this.#startedAt = startedAt;
  }

  now() {
    return this.#now;
  }

  /** Milliseconds since 1970. */
  wall() {
    return this.#startedAt + this.#now;
  }

  /** Sleeps and timers that were asked for and have neither ended nor been cancelled. */
  get pending() {
    return this.#sleepers.size + this.#timers.size;
  }

  sleep(ms, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper = { at: this.#now + Math.max(ms, 0) };
      const stop = () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      };
      sleeper.wake = () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      signal?.addEventListener("abort", stop, { once: true });
      this.#sleepers.add(sleeper);
      this.#watch();
    });
  }

  /** Calls `action` after a time, unless the returned function is called before. */
  timer(ms, action) {
    const timer = { at: this.#now + Math.max(ms, 0), wake: action };
    this.#timers.add(timer);
    this.#watch();
    return () => this.#timers.delete(timer);
  }

  /** Does something at a time. Events alone do not move the time: they are about a wait that goes on. */
  at(ms, action) {
    this.#events.add({ at: ms, wake: action });
  }

  /** Time stands still until the returned function is called. */
  hold() {
    this.#holds += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds -= 1;
      this.#watch();
    };
  }

  /** Time goes on at once, as if the machine had been suspended. */
  jump(ms) {
    this.#now += ms;
    this.#watch();
  }

  /** What was planned for later does not happen. */
  cancelEvents() {
    this.#events.clear();
  }

  #watch() {
    if (this.#watching || this.#holds > 0) return;
    this.#watching = true;
    this.#turn(QUIET_TURNS);
  }

  #turn(left) {
    setImmediate(() => {
      if (this.#holds > 0) {
        this.#watching = false;
      } else if (left > 1) {
        this.#turn(left - 1);
      } else {
        this.#watching = false;
        this.#wakeNext();
      }
    });
  }

  #wakeNext() {
    if (this.pending === 0) return;
    const all = [...this.#events, ...this.#sleepers, ...this.#timers];
    const next = all.reduce((first, other) => (other.at < first.at ? other : first));
    for (const set of [this.#events, this.#sleepers, this.#timers]) set.delete(next);
    this.#now = Math.max(this.#now, next.at);
    next.wake();
    this.#watch();
  }
}

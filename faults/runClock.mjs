import { setImmediate } from "node:timers";

/** Turns of the event loop without anything on its way, after which nothing more is to be expected. */
const QUIET_TURNS = 4;

/**
 * The time of one run. It stands still while anything is on its way, and then jumps to the end of
 * the next sleep. So a wait of an hour over real sockets takes milliseconds, and takes the same
 * course on a busy machine.
 */
export class RunClock {
  #now = 0;
  #holds = 0;
  #sleepers = new Set();
  #events = new Set();
  #watching = false;
  #startedAt;

  /** @param {number} startedAt milliseconds since 1970 at the begin of the run */
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

  /** Sleeps that were asked for and have neither ended nor been aborted. */
  get sleepers() {
    return this.#sleepers.size;
  }

  sleep(ms, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper = { at: this.#now + Math.max(ms, 0), wake: resolve };
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

  /** Does something at a time, which is no sleep of the code under test. */
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
    // Events alone do not move the time: they are about a wait that goes on.
    if (this.#sleepers.size === 0) return;
    const all = [...this.#events, ...this.#sleepers];
    const next = all.reduce((first, other) => (other.at < first.at ? other : first));
    this.#sleepers.delete(next);
    this.#events.delete(next);
    this.#now = Math.max(this.#now, next.at);
    next.wake();
    this.#watch();
  }
}

import { setImmediate } from "node:timers";

/** Turns of the event loop with nothing on its way, after which nothing more is to be expected. */
const QUIET_TURNS = 4;

/** The time of a run: see {@link RunClock}. */
export interface StageClock {
  now(): number;
  /** Milliseconds since 1970. */
  wall(): number;
  /** Time stands still until the returned function is called. */
  hold(): () => void;
  /** Time goes on at once, as if the machine had been suspended. */
  jump(ms: number): void;
  /** Does something at a time. */
  at(ms: number, action: () => unknown): void;
  /** What was planned for later does not happen. */
  cancelEvents(): void;
}

interface Moment {
  readonly at: number;
  readonly wake: () => unknown;
}

/**
 * The time of one run. It stands still while anything is on its way, and then jumps to the end of
 * the next sleep or timer. So a wait of an hour over real sockets takes milliseconds, and takes the
 * same course on a busy machine.
 */
export class RunClock implements StageClock {
  #now = 0;
  #holds = 0;
  readonly #sleepers = new Set<Moment>();
  readonly #timers = new Set<Moment>();
  readonly #events = new Set<Moment>();
  #isWatching = false;
  readonly #startedAt: number;

  /** @param startedAt milliseconds since 1970 at the start of the run */
  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  now(): number {
    return this.#now;
  }

  wall(): number {
    return this.#startedAt + this.#now;
  }

  /** Sleeps and timers that were asked for and have neither ended nor been cancelled. */
  get pending(): number {
    return this.#sleepers.size + this.#timers.size;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    if (signal?.aborted) {
      reject(signal.reason);
      return promise;
    }
    const stop = () => {
      this.#sleepers.delete(sleeper);
      reject(signal?.reason);
    };
    const wake = () => {
      signal?.removeEventListener("abort", stop);
      resolve(undefined);
    };
    const sleeper = { at: this.#now + Math.max(ms, 0), wake };
    signal?.addEventListener("abort", stop, { once: true });
    this.#sleepers.add(sleeper);
    this.#watch();
    return promise;
  }

  /** Calls `action` after a time, unless the returned function is called before. */
  timer(ms: number, action: () => unknown): () => void {
    const timer = { at: this.#now + Math.max(ms, 0), wake: action };
    this.#timers.add(timer);
    this.#watch();
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Does something at a time. Events alone do not move the time: they are about a wait that goes on. */
  at(ms: number, action: () => unknown): void {
    this.#events.add({ at: ms, wake: action });
  }

  hold(): () => void {
    this.#holds += 1;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#holds -= 1;
      this.#watch();
    };
  }

  jump(ms: number): void {
    this.#now += ms;
    this.#watch();
  }

  cancelEvents(): void {
    this.#events.clear();
  }

  #watch(): void {
    if (this.#isWatching || this.#holds > 0) return;
    this.#isWatching = true;
    this.#turn(QUIET_TURNS);
  }

  #turn(left: number): void {
    setImmediate(() => {
      if (this.#holds === 0 && left > 1) {
        this.#turn(left - 1);
        return;
      }
      this.#isWatching = false;
      if (this.#holds === 0) this.#wakeNext();
    });
  }

  #wakeNext(): void {
    if (this.pending === 0) return;
    const all = [...this.#events, ...this.#sleepers, ...this.#timers];
    const next = all.reduce((first, other) => (other.at < first.at ? other : first));
    for (const set of [this.#events, this.#sleepers, this.#timers]) set.delete(next);
    this.#now = Math.max(this.#now, next.at);
    next.wake();
    this.#watch();
  }
}

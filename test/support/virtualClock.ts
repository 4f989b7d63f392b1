import type { Clock } from "../../src/wait/time/clock";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** How a {@link VirtualClock} is made. */
export interface VirtualClockOptions {
  /** Sleeps ignore an abort of their signal, as with a careless clock. */
  readonly deaf?: boolean;
}

/**
 * A clock whose time is frozen while code runs, and jumps to the end of the next sleep when all code
 * waits.
 */
export class VirtualClock implements Clock {
  readonly #deaf: boolean;
  #now = 0;
  #sleepers: Sleeper[] = [];
  #waking = false;

  constructor({ deaf = false }: VirtualClockOptions = {}) {
    this.#deaf = deaf;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = { at: this.#now + ms, wake: resolve };
      const stop = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason as Error);
      };
      if (!this.#deaf && signal?.aborted) {
        stop();
        return;
      }
      if (!this.#deaf) signal?.addEventListener("abort", stop, { once: true });
      this.#sleepers.push(sleeper);
      this.#wakeWhenIdle();
    });
  }

  /** Runs an action after `ms` milliseconds. */
  after(ms: number, action: () => void): void {
    void this.sleep(ms).then(action);
  }

  #wakeWhenIdle(): void {
    if (this.#waking) return;
    this.#waking = true;
    // Two turns of the event loop, so that code that needs one turn before it sleeps is not missed.
    setImmediate(() =>
      setImmediate(() => {
        this.#waking = false;
        this.#wakeNext();
        if (this.#sleepers.length > 0) this.#wakeWhenIdle();
      }),
    );
  }

  #wakeNext(): void {
    const [next] = this.#sleepers.toSorted((a, b) => a.at - b.at);
    if (!next) return;
    this.#sleepers = this.#sleepers.filter((other) => other !== next);
    this.#now = Math.max(this.#now, next.at);
    next.wake();
  }
}

/** A minimal clock: a sleep returns at once, and its time has passed. */
export function naiveClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep(ms) {
      now += ms;
      return Promise.resolve();
    },
  };
}

/** Every kind of clock in virtual time. */
export const virtualClocks: readonly (readonly [string, () => Clock])[] = [
  ["a clock that heeds its signal", () => new VirtualClock()],
  ["a clock that ignores its signal", () => new VirtualClock({ deaf: true })],
  ["a naive clock", naiveClock],
];

import { AsyncLocalStorage } from "node:async_hooks";
import type { RunClock } from "./runClock.ts";

/** What a run has in place of the machine's. */
export interface RunWorld {
  readonly clock: RunClock;
  readonly random: () => number;
  /** Milliseconds since 1970. Another function stands for another process. */
  readonly wall: () => number;
  readonly fetch?: typeof globalThis.fetch;
}

const runs = new AsyncLocalStorage<RunWorld>();
const machine = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  fetch: globalThis.fetch,
  random: Math.random,
  now: Date.now,
  performanceNow: performance.now.bind(performance),
};

/**
 * Does `work` as a part of a run: timers, clocks, chance and the global `fetch` are the run's, for
 * all that follows from it. So nothing that the code under test does depends on the machine.
 */
export function inRun<Result>(run: RunWorld, work: () => Result): Result {
  return runs.run(run, work);
}

class RunTimer {
  readonly cancel: () => void;

  constructor(cancel: () => void) {
    this.cancel = cancel;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

type Timeout = ReturnType<typeof globalThis.setTimeout>;
type TimerArgs = [action: (...args: unknown[]) => void, ms?: number, ...args: unknown[]];

/** Puts the run's timers, chance, time and `fetch` in the place of the machine's, within runs. */
export function takeOver(): void {
  Object.assign(globalThis, {
    setTimeout: (...[action, ms = 0, ...args]: TimerArgs) => {
      const run = runs.getStore();
      if (!run) return machine.setTimeout(action, ms, ...args);
      return new RunTimer(
        run.clock.timer(ms, () => {
          action(...args);
        }),
      );
    },
    clearTimeout: (timer: RunTimer | Timeout | undefined) => {
      if (timer instanceof RunTimer) timer.cancel();
      else machine.clearTimeout(timer);
    },
    // What is drawn between two answers is no part of a run.
    setInterval: (...args: TimerArgs) =>
      runs.getStore() ? new RunTimer(() => undefined) : machine.setInterval(...args),
    clearInterval: (timer: RunTimer | Timeout | undefined) => {
      if (timer instanceof RunTimer) timer.cancel();
      else machine.clearInterval(timer);
    },
    fetch: (...args: Parameters<typeof globalThis.fetch>) =>
      (runs.getStore()?.fetch ?? machine.fetch)(...args),
  });
  Math.random = () => (runs.getStore()?.random ?? machine.random)();
  performance.now = () => runs.getStore()?.clock.now() ?? machine.performanceNow();
  // What a process knows of keys it knows by its wall clock, so each run has its own function.
  Object.defineProperty(Date, "now", { get: () => runs.getStore()?.wall ?? machine.now });
}

/** Does `work` outside of any run: what is really on its way keeps the machine's timers. */
export function outOfRun<Result>(work: () => Result): Result {
  return runs.exit(work);
}

/** The `fetch` of Node itself. */
export function realFetch(request: Request): Promise<Response> {
  return outOfRun(() => machine.fetch(request));
}

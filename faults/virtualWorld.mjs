import { AsyncLocalStorage } from "node:async_hooks";

const runs = new AsyncLocalStorage();
const real = {
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
 *
 * @param run `{ clock, random, wall, fetch }`
 */
export function inRun(run, work) {
  return runs.run(run, work);
}

class RunTimer {
  constructor(cancel) {
    this.cancel = cancel;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }
}

/** Puts the run's timers, chance, time and `fetch` in the place of the machine's, within runs. */
export function takeOver() {
  globalThis.setTimeout = (action, ms = 0, ...args) => {
    const run = runs.getStore();
    if (!run) return real.setTimeout(action, ms, ...args);
    return new RunTimer(run.clock.timer(ms, () => action(...args)));
  };
  globalThis.clearTimeout = (timer) =>
    timer instanceof RunTimer ? timer.cancel() : real.clearTimeout(timer);
  // What is drawn between two answers is no part of a run.
  globalThis.setInterval = (...args) =>
    runs.getStore() ? new RunTimer(() => undefined) : real.setInterval(...args);
  globalThis.clearInterval = (timer) =>
    timer instanceof RunTimer ? timer.cancel() : real.clearInterval(timer);
  globalThis.fetch = (...args) => (runs.getStore()?.fetch ?? real.fetch)(...args);
  Math.random = () => (runs.getStore()?.random ?? real.random)();
  performance.now = () => runs.getStore()?.clock.now() ?? real.performanceNow();
  Date.now = () => (runs.getStore()?.wall ?? real.now)();
}

/** Does `work` outside of any run: what is really on its way keeps the machine's timers. */
export function outOfRun(work) {
  return runs.exit(work);
}

/** The `fetch` of Node itself. */
export function realFetch(request) {
  return outOfRun(() => real.fetch(request));
}

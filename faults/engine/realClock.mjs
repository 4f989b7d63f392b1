/** The machine's time, in the form of a run's: a real engine cannot be given another. */
export class RealClock {
  #startedAt = performance.now();
  #timers = new Set();

  now() {
    return performance.now() - this.#startedAt;
  }

  wall() {
    return Date.now();
  }

  hold() {
    return () => undefined;
  }

  jump() {}

  at(ms, action) {
    const timer = setTimeout(action, ms - this.now());
    this.#timers.add(timer);
  }

  cancelEvents() {
    this.#timers.forEach(clearTimeout);
  }
}

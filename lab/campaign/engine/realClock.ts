import type { StageClock } from "../runClock.ts";

/** The machine's time, in the form of a run's: a real engine cannot be given another. */
export class RealClock implements StageClock {
  readonly #startedAt = performance.now();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  now(): number {
    return performance.now() - this.#startedAt;
  }

  wall(): number {
    return Date.now();
  }

  hold(): () => void {
    return () => undefined;
  }

  jump(): void {
    throw new Error("the machine's time cannot jump");
  }

  at(ms: number, action: () => unknown): void {
    this.#timers.add(setTimeout(action, ms - this.now()));
  }

  cancelEvents(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}

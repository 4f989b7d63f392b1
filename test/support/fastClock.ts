import { type Clock, systemClock } from "../../src/wait/time/clock";

/** Real time, sped up by a factor, for waits of minutes over real sockets. */
export interface FastTime {
  readonly clock: Clock;
  /** Wall clock in milliseconds. */
  readonly now: () => number;
}

/** Time that runs `factor` times faster from now on. */
export function fastTime(factor: number): FastTime {
  const startedAt = Date.now();
  const now = () => performance.now() * factor;
  const offset = startedAt - now();
  return {
    clock: { now, sleep: (ms, signal) => systemClock.sleep(ms / factor, signal) },
    now: () => now() + offset,
  };
}

import { type Clock, systemClock } from "../../src/wait/time/clock";
import { steadyDate, steadyNow } from "./steadyTime";

/** Time of this process, sped up by a factor, for waits of minutes over real sockets. */
export interface FastTime {
  readonly clock: Clock;
  /** Wall clock in milliseconds. */
  readonly now: () => number;
}

/** Time that runs `factor` times faster from now on, and stands still while the process does. */
export function fastTime(factor: number): FastTime {
  const startedAt = steadyDate();
  const now = () => steadyNow() * factor;
  const offset = startedAt - now();
  return {
    clock: {
      now,
      sleep: async (ms, signal) => {
        const end = now() + ms;
        do await systemClock.sleep((end - now()) / factor, signal);
        while (now() < end);
      },
    },
    now: () => now() + offset,
  };
}

// Time that jumps from timer to timer, for code that takes its time from the globals. All tasks of
// a run share it, as waits of one process do, which also makes it fast.
import { setImmediate } from "node:timers";
import { seededRandom } from "./random.ts";
import { type Timer, TimerQueue } from "./timerQueue.ts";

/**
 * Runs `start` with virtual timers, dates and seeded random numbers, until what it returns has
 * settled. `now` gives the virtual milliseconds since the start.
 */
export async function inVirtualTime<Result>(
  seed: number,
  start: (now: () => number) => Promise<Result>,
): Promise<Result> {
  const timers = new TimerQueue();
  let now = 0;
  const restore = replaceGlobals({ timers, now: () => now, random: seededRandom(seed) });
  try {
    const wait = { isOver: false };
    const result = start(() => now).finally(() => (wait.isOver = true));
    await turn();
    while (!wait.isOver) {
      const timer = timers.take();
      if (!timer) throw new Error("nothing is left to wait for");
      now = timer.at;
      // Timers of one moment run together, before anything else has its turn.
      for (let due: Timer | undefined = timer; due; due = timers.take(now)) due.run?.();
      await turn();
    }
    return await result;
  } finally {
    restore();
  }
}

interface Replacement {
  readonly timers: TimerQueue;
  readonly now: () => number;
  readonly random: () => number;
}

/** Gives the function that puts the machine's own ones back. */
function replaceGlobals({ timers, now, random }: Replacement): () => void {
  const { setTimeout, clearTimeout, Date } = globalThis;
  const machineRandom = Math.random;
  Object.assign(globalThis, {
    setTimeout: <Args extends unknown[]>(
      callback: (...args: Args) => void,
      ms = 0,
      ...args: Args
    ): Timer =>
      timers.add(now() + Math.max(ms || 0, 0), () => {
        callback(...args);
      }),
    clearTimeout: (timer: Timer | undefined) => {
      if (timer) timer.run = undefined;
    },
    /** Without the form of the constructor that takes year, month and day. */
    Date: class extends Date {
      constructor(value: number | string | Date = now()) {
        super(value);
      }
      static override now(): number {
        return now();
      }
    },
  });
  Math.random = random;
  return () => {
    Object.assign(globalThis, { setTimeout, clearTimeout, Date });
    Math.random = machineRandom;
  };
}

/** Lets everything happen that waits for no timer. */
async function turn(): Promise<void> {
  for (let turns = 0; turns < 2; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}

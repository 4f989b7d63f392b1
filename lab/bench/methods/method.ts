import { inVirtualTime } from "../../shared/virtualTime.ts";
import type { Played } from "../summary.ts";
import type { Task } from "../tasks.ts";

/** A way to wait. */
export interface Method {
  readonly name: string;
  /** Waits for each of the tasks; the seed is that of the random numbers, where it uses any. */
  readonly run: (tasks: readonly Task[], seed: number) => Promise<readonly Played[]>;
}

/** Loads a package of `lab/bench/peers`. The caller states its type. */
export type LoadPeer = (name: string) => unknown;

/** A waiter that takes its time from the globals. Each call of `isRunning` is one query. */
export interface Waiter {
  readonly name: string;
  readonly wait: (isRunning: () => boolean) => Promise<void>;
}

/** Lets a waiter wait for all tasks side by side. */
export function playTogether({ name, wait }: Waiter): Method {
  const play = async (task: Task, now: () => number): Promise<Played> => {
    let queries = 0;
    await wait(() => {
      queries += 1;
      return task.answer(now()) !== undefined;
    });
    return { queries, delayMs: now() - task.durationMs };
  };
  return {
    name,
    run: (tasks, seed) =>
      inVirtualTime(seed, (now) => Promise.all(tasks.map((task) => play(task, now)))),
  };
}

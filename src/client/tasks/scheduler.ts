import type { Clock } from "../../wait/time/clock";
import { type AskTask, SharedTask, type TaskMember } from "../../wait/sharedTask";
import type { DcsClient } from "../dcsClient";

/**
 * Lets all waits of this process that use the same client on the same task share their queries. Other
 * clients may have other credentials, so their queries are not shared.
 */
class Scheduler {
  readonly #clock: Clock;
  readonly #tasks = new WeakMap<DcsClient, Map<string, SharedTask>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Starts a wait for the task that `key` identifies. Call `leave` of the result at its end. */
  join(client: DcsClient, key: string, poll: AskTask, random: () => number): TaskMember {
    const tasks = this.#tasks.get(client) ?? new Map<string, SharedTask>();
    this.#tasks.set(client, tasks);
    const shared =
      tasks.get(key) ??
      new SharedTask({
        ask: poll,
        clock: this.#clock,
        random,
        onLastLeft: () => tasks.delete(key),
      });
    tasks.set(key, shared);
    return shared.join();
  }
}

const schedulers = new WeakMap<Clock, Scheduler>();

/** The process's scheduler for waits on `clock`. */
export function schedulerOf(clock: Clock): Scheduler {
  const scheduler = schedulers.get(clock) ?? new Scheduler(clock);
  schedulers.set(clock, scheduler);
  return scheduler;
}

import type { Clock } from "../../wait/time/clock";
import { type AskTask, SharedTask, type TaskMember } from "../../wait/sharedTask";
import type { DcsClient } from "../dcsClient";

/**
 * What all waits of this process share, for each clock: one series of queries for each task of a
 * client, since another client may have other credentials.
 */
class Scheduler {
  readonly #clock: Clock;
  readonly #tasks = new WeakMap<DcsClient, Map<string, SharedTask>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A wait for what `key` names begins; its `leave` must be called at the end. */
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

/** The scheduler of this process for waits on `clock`. */
export function schedulerOf(clock: Clock): Scheduler {
  const scheduler = schedulers.get(clock) ?? new Scheduler(clock);
  schedulers.set(clock, scheduler);
  return scheduler;
}

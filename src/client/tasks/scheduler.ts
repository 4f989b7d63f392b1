import { isDcsError } from "../../errors";
import type { Clock } from "../../wait/clock";
import { RequestBudget } from "../../wait/requestBudget";
import { type AskTask, SharedTask, type TaskMember } from "../../wait/sharedTask";
import type { DcsClient } from "../dcsClient";

/** Queries under way on one host: each has a socket, and a slow host is not helped by more. */
const MOST_UNDER_WAY = 64;

/** Lets a few work at a time; the others wait in the order in which they came. */
class Semaphore {
  #free = MOST_UNDER_WAY;
  readonly #queue = new Set<() => void>();

  /** Rejects, at its turn, when `signal` has aborted: who aborts does not wait for this. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((start) => this.#queue.add(start));
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.#passOn();
    }
  }

  #passOn(): void {
    const [next] = this.#queue;
    if (!next) {
      this.#free += 1;
      return;
    }
    this.#queue.delete(next);
    next();
  }
}

interface Host {
  readonly budget: RequestBudget;
  readonly lanes: Semaphore;
}

/**
 * What all waits of this process share, for each clock: a request budget for each host, and one
 * series of queries for each task of a client, since another client may have other credentials.
 */
class Scheduler {
  readonly #clock: Clock;
  readonly #hosts = new Map<string, Host>();
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
        ask: (signal) => this.ask(client, signal, () => poll(signal)),
        clock: this.#clock,
        random,
        onLastLeft: () => tasks.delete(key),
      });
    tasks.set(key, shared);
    return shared.join();
  }

  /** Asks once, when the host's budget allows it. Whoever waits paces what comes after. */
  ask<T>(client: DcsClient, signal: AbortSignal, query: () => Promise<T>): Promise<T> {
    const { budget, lanes } = this.#hostOf(client);
    return lanes.run(signal, async () => {
      await budget.take(signal);
      try {
        const answer = await query();
        budget.recover();
        return answer;
      } catch (error) {
        if (isDcsError(error, "THROTTLED")) budget.slowDown(error.retryAfterMs);
        throw error;
      }
    });
  }

  #hostOf({ endpoint, requestsPerSecond }: DcsClient): Host {
    const key = `${new URL(endpoint).origin} ${requestsPerSecond}`;
    const host = this.#hosts.get(key) ?? {
      budget: new RequestBudget({ requestsPerSecond, clock: this.#clock }),
      lanes: new Semaphore(),
    };
    this.#hosts.set(key, host);
    return host;
  }
}

const schedulers = new WeakMap<Clock, Scheduler>();

/** The scheduler of this process for waits on `clock`. */
export function schedulerOf(clock: Clock): Scheduler {
  const scheduler = schedulers.get(clock) ?? new Scheduler(clock);
  schedulers.set(clock, scheduler);
  return scheduler;
}

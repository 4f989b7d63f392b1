import { isDcsError } from "../errors";
import type { Clock } from "../wait/clock";
import { RequestBudget } from "../wait/requestBudget";
import { SharedTask, type TaskMember } from "../wait/sharedTask";
import type { DcsClient, TaskId } from "./dcsClient";

/**
 * What all waits of this process share, for each clock: a request budget for each host, and one
 * series of queries for each task of a client, since another client may have other credentials.
 */
class Scheduler {
  readonly #clock: Clock;
  readonly #budgets = new Map<string, RequestBudget>();
  readonly #tasks = new WeakMap<DcsClient, Map<string, SharedTask>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A wait for a task begins; its `leave` must be called at the end. */
  join(client: DcsClient, task: TaskId, random: () => number): TaskMember {
    const tasks = this.#tasks.get(client) ?? new Map<string, SharedTask>();
    this.#tasks.set(client, tasks);
    const key = `${task.instanceId}/${task.taskId}`;
    const ask = (signal: AbortSignal) => this.#ask(client, task, signal);
    const shared = tasks.get(key) ?? new SharedTask(ask, this.#clock, random);
    tasks.set(key, shared);
    const member = shared.join();
    return {
      ...member,
      leave: () => {
        const last = member.leave();
        if (last) tasks.delete(key);
        return last;
      },
    };
  }

  /** One request, when the host's budget allows it. The wait itself paces what comes after. */
  async #ask(client: DcsClient, task: TaskId, signal: AbortSignal) {
    const budget = this.#budgetOf(client);
    await budget.take(signal);
    try {
      const answer = await client.showBackgroundTaskProgress(task, { signal, retries: 0 });
      budget.recover();
      return answer;
    } catch (error) {
      if (isDcsError(error, "THROTTLED")) budget.slowDown(error.retryAfterMs);
      throw error;
    }
  }

  #budgetOf({ endpoint, requestsPerSecond }: DcsClient): RequestBudget {
    const key = `${new URL(endpoint).origin} ${requestsPerSecond}`;
    const budget =
      this.#budgets.get(key) ?? new RequestBudget({ requestsPerSecond, clock: this.#clock });
    this.#budgets.set(key, budget);
    return budget;
  }
}

const schedulers = new WeakMap<Clock, Scheduler>();

/** The scheduler of this process for waits on `clock`. */
export function schedulerOf(clock: Clock): Scheduler {
  const scheduler = schedulers.get(clock) ?? new Scheduler(clock);
  schedulers.set(clock, scheduler);
  return scheduler;
}

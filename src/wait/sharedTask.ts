import type { TaskProgress } from "../taskProgress";
import type { Clock } from "./time/clock";
import type { Subscribe } from "./time/pause";
import { orAborted } from "./time/orAborted";

/** Asks once how the task is. */
export type AskTask = (signal: AbortSignal) => Promise<TaskProgress>;

/** An answer this young is good enough for a wait that begins, in milliseconds. */
const FRESH_MS = 1_000;

/** Options of {@link SharedTask}. */
export interface SharedTaskOptions {
  readonly ask: AskTask;
  readonly clock: Clock;
  readonly random: () => number;
  /** The last of its waits is over. */
  readonly onLastLeft: () => void;
}

interface News {
  readonly answer: Promise<TaskProgress>;
  readonly at: number;
}

interface Query {
  readonly answer: Promise<TaskProgress>;
  readonly controller: AbortController;
}

/**
 * One task that several waits wait for: the first that polls polls for all. Each wait keeps its own
 * schedule, time-out and signal; an answer cuts the gaps of the others short, and is theirs without
 * a request.
 */
export class SharedTask {
  readonly #options: SharedTaskOptions;
  readonly #sleepers = new Set<() => void>();
  #members = 0;
  #version = 0;
  #news: News | undefined;
  #underWay: Query | undefined;
  #jitter: number;

  constructor(options: SharedTaskOptions) {
    this.#options = options;
    this.#jitter = options.random();
  }

  /** A wait begins. */
  join(): TaskMember {
    this.#members += 1;
    const isFresh = this.#news && this.#options.clock.now() - this.#news.at < FRESH_MS;
    let seen = isFresh ? this.#version - 1 : this.#version;
    return {
      poll: async (signal) => {
        if (this.#version !== seen && this.#news) {
          seen = this.#version;
          return this.#news.answer;
        }
        this.#underWay ??= this.#query();
        const answer = await orAborted(this.#underWay.answer, signal).finally(() => {
          seen = this.#version;
        });
        // The caller has aborted, and ignores the answer.
        return answer ?? Promise.reject(signal.reason as Error);
      },
      onNews: (wake) => {
        this.#sleepers.add(wake);
        return () => this.#sleepers.delete(wake);
      },
      // The same for all until the next answer, so that all of them would ask at the same moment.
      random: () => this.#jitter,
      leave: () => {
        this.#members -= 1;
        if (this.#members > 0) return;
        this.#underWay?.controller.abort();
        this.#options.onLastLeft();
      },
    };
  }

  #query(): Query {
    const controller = new AbortController();
    return { controller, answer: this.#ask(controller.signal) };
  }

  async #ask(signal: AbortSignal): Promise<TaskProgress> {
    const { ask, clock, random } = this.#options;
    const answer = ask(signal);
    try {
      return await answer;
    } finally {
      this.#news = { answer, at: clock.now() };
      this.#version += 1;
      this.#underWay = undefined;
      this.#jitter = random();
      for (const wake of this.#sleepers) wake();
    }
  }
}

/** One wait's part in a {@link SharedTask}. */
export interface TaskMember {
  /** The next answer that this wait has not had yet, asked for where there is none. */
  readonly poll: AskTask;
  /** Calls `wake` when there is an answer that another wait asked for. */
  readonly onNews: Subscribe;
  /** Numbers from 0 to 1 for the jitter of the gaps. */
  readonly random: () => number;
  /** The wait is over. */
  readonly leave: () => void;
}

import type { TaskProgress } from "../taskProgress";
import type { Clock } from "./time/clock";
import type { Subscribe } from "./time/pause";
import { SingleFlight } from "./time/singleFlight";

/** Queries the progress of a task once. */
export type AskTask = (signal: AbortSignal) => Promise<TaskProgress>;

/** A wait that begins uses an answer of this age. */
const FRESH_MS = 1_000;

/** Options of {@link SharedTask}. */
export interface SharedTaskOptions {
  readonly ask: AskTask;
  readonly clock: Clock;
  readonly random: () => number;
  /** Called when the last of its waits has ended. */
  readonly onLastLeft: () => void;
}

interface News {
  readonly answer: Promise<TaskProgress>;
  readonly at: number;
}

/**
 * Lets several waits for one task share their queries: whichever polls first polls for all. Each wait
 * keeps its own schedule, timeout and signal; an answer ends the gaps of the other waits, which use it
 * without a request.
 */
export class SharedTask {
  readonly #options: SharedTaskOptions;
  readonly #sleepers = new Set<() => void>();
  readonly #flight = new SingleFlight<TaskProgress>();
  #members = 0;
  #version = 0;
  #news: News | undefined;
  #jitter: number;

  constructor(options: SharedTaskOptions) {
    this.#options = options;
    this.#jitter = options.random();
  }

  /** Adds a wait. */
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
        const ask = (own: AbortSignal) => this.#ask(own);
        // Its answer is news for the waits that sleep. Without any, it must not keep a key or a turn.
        const outlivesCallers = () => this.#sleepers.size > 0;
        const options = { signal, maxAgeMs: 0, outlivesCallers };
        const answer = await this.#flight.answer(ask, options).finally(() => {
          seen = this.#version;
        });
        // The caller has aborted and ignores the answer.
        return answer ?? Promise.reject(signal.reason as Error);
      },
      onNews: (wake) => {
        this.#sleepers.add(wake);
        return () => this.#sleepers.delete(wake);
      },
      // The same for all waits until the next answer, so that they are all due at the same moment.
      random: () => this.#jitter,
      leave: () => {
        this.#members -= 1;
        if (this.#members > 0) return;
        this.#flight.abort();
        this.#options.onLastLeft();
      },
    };
  }

  async #ask(signal: AbortSignal): Promise<TaskProgress> {
    const { ask, clock, random } = this.#options;
    const answer = ask(signal);
    try {
      return await answer;
    } finally {
      // The end of a query that was given up before it was sent is no news.
      if (!signal.aborted) {
        this.#news = { answer, at: clock.now() };
        this.#version += 1;
        this.#jitter = random();
        for (const wake of this.#sleepers) wake();
      }
    }
  }
}

/** One wait's part in a {@link SharedTask}. */
export interface TaskMember {
  /** Returns an answer that this wait has not had yet, and makes a query if there is none. */
  readonly poll: AskTask;
  /** Calls `wake` when another wait has received an answer. */
  readonly onNews: Subscribe;
  /** Numbers from 0 to 1 for the jitter of the gaps. */
  readonly random: () => number;
  /** Call when the wait has ended. */
  readonly leave: () => void;
}

import type { TaskProgress } from "../taskProgress";
import type { Clock } from "./clock";
import { untilAborted } from "./race";

/** Asks once how the task is. */
export type AskTask = (signal: AbortSignal) => Promise<TaskProgress>;

/** An answer this young is good enough for a wait that begins, in milliseconds. */
const FRESH_MS = 1_000;

interface News {
  readonly answer: Promise<TaskProgress>;
  readonly at: number;
}

/**
 * One task that several waits wait for: who asks first asks for all. Each wait keeps its own
 * schedule, time-out and signal; an answer cuts the gaps of the others short, and is theirs without
 * a request.
 */
export class SharedTask {
  readonly #ask: AskTask;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #sleepers = new Set<() => void>();
  readonly #close = new AbortController();
  #members = 0;
  #version = 0;
  #news: News | undefined;
  #underWay: Promise<TaskProgress> | undefined;
  #jitter: number;

  constructor(ask: AskTask, clock: Clock, random: () => number) {
    this.#ask = ask;
    this.#clock = clock;
    this.#random = random;
    this.#jitter = random();
  }

  /** A wait begins. */
  join(): TaskMember {
    this.#members += 1;
    const isFresh = this.#news && this.#clock.now() - this.#news.at < FRESH_MS;
    let seen = isFresh ? this.#version - 1 : this.#version;
    return {
      poll: async (signal) => {
        if (this.#version !== seen && this.#news) {
          seen = this.#version;
          return this.#news.answer;
        }
        this.#underWay ??= this.#request();
        const answer = await untilAborted(this.#underWay, signal).finally(() => {
          seen = this.#version;
        });
        // Whoever asked has aborted, and does not look at the answer.
        return answer ?? Promise.reject(signal.reason as Error);
      },
      news: (signal) => this.#nextNews(signal),
      // The same for all until the next answer, so that all of them would ask at the same moment.
      random: () => this.#jitter,
      leave: () => {
        this.#members -= 1;
        if (this.#members === 0) this.#close.abort();
        return this.#members === 0;
      },
    };
  }

  async #request(): Promise<TaskProgress> {
    const answer = this.#ask(this.#close.signal);
    try {
      return await answer;
    } finally {
      this.#news = { answer, at: this.#clock.now() };
      this.#version += 1;
      this.#underWay = undefined;
      this.#jitter = this.#random();
      for (const wake of this.#sleepers) wake();
    }
  }

  async #nextNews(signal: AbortSignal): Promise<void> {
    let wake: (() => void) | undefined;
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    if (!wake) return;
    this.#sleepers.add(wake);
    await untilAborted(woken, signal);
    this.#sleepers.delete(wake);
  }
}

/** One wait's part in a {@link SharedTask}. */
export interface TaskMember {
  /** The next answer that this wait has not had yet, asked for where there is none. */
  readonly poll: AskTask;
  /** Resolves when there is an answer that somebody else asked for, or when `signal` aborts. */
  readonly news: (signal: AbortSignal) => Promise<void>;
  /** Numbers from 0 to 1 for the jitter of the gaps. */
  readonly random: () => number;
  /** The wait is over. True when it was the last one. */
  readonly leave: () => boolean;
}

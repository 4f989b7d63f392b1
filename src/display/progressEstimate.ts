import type { TaskProgress } from "../taskProgress";

/** An estimate that is further ahead of the next answer than this was wrong, in percent. */
const WRONG_FROM = 5;
/** How far the first estimate may lead ahead of the answer it came with, in percent. */
const FIRST_LEAD = 30;
const LEAST_LEAD = 2;

/**
 * Where a task is between two answers, by the service's own estimate. What it tells never goes
 * back, unless the service itself did; so it never leads far ahead of what was answered, less far
 * after an estimate that was wrong, and further after one that was right.
 */
export class ProgressEstimate {
  #answer: TaskProgress | undefined;
  #estimatedAt = 0;
  #lead = FIRST_LEAD;
  #highest = 0;
  #ended = false;

  /** The last answer. */
  get answer(): TaskProgress | undefined {
    return this.#answer;
  }

  /** An answer came, the last one if `ended`. */
  update(answer: TaskProgress, now: number, ended: boolean): void {
    const { progress = 0 } = answer;
    const last = this.#answer;
    if (last) {
      const wasWrong = this.#extrapolate(now) - progress > WRONG_FROM;
      this.#lead = Math.max(this.#lead * (wasWrong ? 0.5 : 2), LEAST_LEAD);
    }
    if (ended || progress < (last?.progress ?? 0)) this.#highest = 0;
    // The same estimate beside the same progress is no new one: its time goes on running out.
    const isNew = progress !== last?.progress || answer.remainTime !== last.remainTime;
    if (isNew) this.#estimatedAt = now;
    this.#answer = answer;
    this.#ended = ended;
  }

  /** Percent to show, 0-100. 100 % is for the service to say. */
  percent(now: number): number {
    const { progress = 0 } = this.#answer ?? {};
    if (this.#ended || progress === 100) return progress;
    const ahead = ease(this.#extrapolate(now) - progress, this.#lead);
    this.#highest = Math.max(this.#highest, Math.min(progress + ahead, 99));
    return this.#highest;
  }

  /** Seconds left; `undefined` where there is no usable estimate, 0 where its time has run out. */
  secondsLeft(now: number): number | undefined {
    const { remainTime = 0 } = this.#answer ?? {};
    if (!(remainTime > 0 && Number.isFinite(remainTime))) return undefined;
    return Math.max(remainTime - (now - this.#estimatedAt) / 1000, 0);
  }

  /** Where the percentage is by now if the last estimate holds. */
  #extrapolate(now: number): number {
    const { progress = 0, remainTime = 0 } = this.#answer ?? {};
    const left = this.secondsLeft(now);
    return left === undefined ? progress : progress + (1 - left / remainTime) * (100 - progress);
  }
}

/** Follows `ahead` up to half of `most`, and then ever more slowly, to no more than `most`. */
function ease(ahead: number, most: number): number {
  const half = most / 2;
  return ahead <= half ? ahead : most - half * Math.exp(1 - ahead / half);
}

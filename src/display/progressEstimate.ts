import type { TaskProgress } from "../taskProgress";

/** How far the percentage between two answers may be ahead of the last one, in percent. */
const MOST_LEAD = 5;
/** An estimate may foresee so much more than was done, in percent, and as a share of what was done. */
const TOLERANCE = 1;
const TOLERATED_SHARE = 0.5;

/**
 * Where a task is between two answers, by the service's own estimate of the time left. At each
 * answer it is the answer. After it the percentage may lead by up to {@link MOST_LEAD}, as far as
 * estimates have proved right so far: not at all at first and after a wrong one.
 */
export class ProgressEstimate {
  #answer: TaskProgress | undefined;
  #estimatedAt = 0;
  #isRepeated = false;
  #lead = 0;
  #ended = false;

  /** The last answer. */
  get answer(): TaskProgress | undefined {
    return this.#answer;
  }

  /** An answer came, the last one if `ended`. */
  update(answer: TaskProgress, now: number, ended: boolean): void {
    const last = this.#answer;
    // NaN where one of the two has no percentage, which proves nothing.
    const moved = (answer.progress ?? NaN) - (last?.progress ?? NaN);
    this.#lead = nextLead(this.#lead, this.#foreseen(now), moved);
    // The same estimate beside the same progress is no new one: its time keeps running out.
    this.#isRepeated = moved === 0 && answer.remainTime === last?.remainTime;
    if (!this.#isRepeated) this.#estimatedAt = now;
    this.#answer = answer;
    this.#ended = ended;
  }

  /** Percent to show, 0-100; `undefined` where the service gave none. It alone can say 100. */
  percent(now: number): number | undefined {
    const progress = this.#answer?.progress;
    if (progress === undefined || this.#ended) return progress;
    const led = Math.min(progress + Math.min(this.#foreseen(now), this.#lead), 99);
    return Math.max(progress, led);
  }

  /**
   * Seconds left; `undefined` where there is no usable estimate, 0 where its time has run out. An
   * estimate that the service repeats is not counted down: it does not hold.
   */
  secondsLeft(now: number): number | undefined {
    const { remainTime = 0 } = this.#answer ?? {};
    if (!(remainTime > 0 && Number.isFinite(remainTime))) return undefined;
    const left = Math.max(remainTime - (now - this.#estimatedAt) / 1000, 0);
    return left > 0 && this.#isRepeated ? remainTime : left;
  }

  /** How far the percentage has moved by now if the last estimate holds. */
  #foreseen(now: number): number {
    const { progress = 0, remainTime = 0 } = this.#answer ?? {};
    if (this.secondsLeft(now) === undefined) return 0;
    const share = Math.min((now - this.#estimatedAt) / 1000 / remainTime, 1);
    return share * (100 - progress);
  }
}

/** The lead after an answer: none after a wrong estimate, and twice as far after a right one. */
function nextLead(lead: number, foreseen: number, moved: number): number {
  const isRight = moved >= 0 && foreseen - moved <= Math.max(TOLERANCE, moved * TOLERATED_SHARE);
  if (!isRight) return 0;
  const isProved = foreseen > 0 && moved > 0;
  return isProved ? Math.min(lead * 2 || 1, MOST_LEAD) : lead;
}

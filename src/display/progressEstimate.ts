import { MAX_ESTIMATE_SECONDS } from "./maxEstimate";
import type { Snapshot } from "./statusLine";

/** Percentage points by which the shown percentage may lead the last answer. */
const MAX_LEAD = 5;
/** An estimate is right if it promised at most this many points more than were done … */
const TOLERATED_POINTS = 1;
/** … or this share of the points that were done. */
const TOLERATED_SHARE = 0.5;

/**
 * Interpolates the percentage between two answers from the service's own estimate of the time left.
 * At each answer it equals the answer. Afterwards it may lead by up to {@link MAX_LEAD} points. The
 * allowed lead is 0 at first, grows with each right estimate, and is 0 again after a wrong one.
 */
export class ProgressEstimate {
  #answer: Snapshot | undefined;
  #estimatedAt = 0;
  #isRepeated = false;
  #lead = 0;
  #ended = false;

  /** The last answer. */
  get answer(): Snapshot | undefined {
    return this.#answer;
  }

  /** Takes an answer; `ended` says that it is the last one. */
  update(answer: Snapshot, now: number, ended: boolean): void {
    const last = this.#answer;
    // NaN without two percentages: then nothing is proved.
    const moved = (answer.progress ?? NaN) - (last?.progress ?? NaN);
    this.#lead = nextLead(this.#lead, this.#foreseen(now), moved);
    // The same estimate with the same progress is not a new one, so its time goes on running.
    this.#isRepeated = moved === 0 && answer.remainTime === last?.remainTime;
    if (!this.#isRepeated) this.#estimatedAt = now;
    this.#answer = answer;
    this.#ended = ended;
  }

  /** Percent to show, 0-100; `undefined` where the service gave none. 100 only if it said so. */
  percent(now: number): number | undefined {
    const progress = this.#answer?.progress;
    if (progress === undefined || this.#ended) return progress;
    const led = Math.min(progress + Math.min(this.#foreseen(now), this.#lead), 99);
    return Math.max(progress, led);
  }

  /**
   * Seconds left; `undefined` without a usable estimate, 0 when its time is over. An estimate that the
   * service repeats unchanged is not counted down, since it has proved wrong.
   */
  secondsLeft(now: number): number | undefined {
    const { remainTime = 0 } = this.#answer ?? {};
    if (!(remainTime > 0 && remainTime <= MAX_ESTIMATE_SECONDS)) return undefined;
    const left = Math.max(remainTime - (now - this.#estimatedAt) / 1000, 0);
    return left > 0 && this.#isRepeated ? remainTime : left;
  }

  /** Percentage points that the last estimate promises by now. */
  #foreseen(now: number): number {
    const { progress = 0, remainTime = 0 } = this.#answer ?? {};
    if (this.secondsLeft(now) === undefined) return 0;
    const share = Math.min((now - this.#estimatedAt) / 1000 / remainTime, 1);
    return share * (100 - progress);
  }
}

/** The lead allowed after an answer: 0 after a wrong estimate, doubled after a right one. */
function nextLead(lead: number, foreseen: number, moved: number): number {
  const isRight =
    moved >= 0 && foreseen - moved <= Math.max(TOLERATED_POINTS, moved * TOLERATED_SHARE);
  if (!isRight) return 0;
  const isProved = foreseen > 0 && moved > 0;
  return isProved ? Math.min(lead * 2 || 1, MAX_LEAD) : lead;
}

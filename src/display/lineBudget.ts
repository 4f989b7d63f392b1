/** Most lines in a row, for a task with many short steps. */
const BURST = 35;
/** After those, one line may come each so many milliseconds: 24 an hour. */
const REFILL_MS = 150_000;

/**
 * How many lines a log takes: in no hour more than 59, so that there is room for one last line, and
 * after {@link BURST} lines still one each two and a half minutes.
 */
export class LineBudget {
  #left = BURST;
  #filledAt: number;

  constructor(now: number) {
    this.#filledAt = now;
  }

  /** Whether a line may come at `now`, in milliseconds; if so it is counted. */
  take(now: number): boolean {
    const filled = Math.floor((now - this.#filledAt) / REFILL_MS);
    this.#left = Math.min(this.#left + filled, BURST);
    this.#filledAt += filled * REFILL_MS;
    if (this.#left === 0) return false;
    this.#left -= 1;
    return true;
  }
}

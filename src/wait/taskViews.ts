import { type Decision, decide, type Known, longestGap, type View, type Word } from "./verdict";

/** Do not ask the list again if it was asked this recently. */
const JUST_ASKED_MS = 1_000;

/** Remembers what the two views of a task, progress and list, have said, and decides what follows. */
export class TaskViews {
  #seen: boolean;
  #isSpent = false;
  #view: View = "running";
  #count = 0;
  #since = 0;
  #word: Word | undefined;
  #wordCount = 0;
  #wordSince = 0;
  #askedAt = -Infinity;

  /** @param seen - whether an earlier run has seen the task */
  constructor(seen: boolean) {
    this.#seen = seen;
  }

  /**
   * Records that the progress said `view` at `now`.
   *
   * @param isSpent - whether failures in a row have lasted too long
   */
  afterProgress(view: View, now: number, isSpent = false): Decision {
    if (view !== this.#view) {
      this.#view = view;
      this.#since = now;
      this.#count = 0;
      this.#word = undefined;
    }
    this.#count += 1;
    this.#isSpent = isSpent;
    this.#seen ||= isState(view);
    return decide(this.#known(now));
  }

  /** Records that the list said `word` at `now`. */
  afterList(word: Word, now: number): Decision {
    if (word !== this.#word) {
      this.#word = word;
      this.#wordSince = now;
      this.#wordCount = 0;
    }
    this.#wordCount += 1;
    this.#askedAt = now;
    this.#seen ||= word === "running";
    return decide(this.#known(now));
  }

  /** The view that told how the task ended. */
  get decidedBy(): "steps" | "taskList" {
    return this.#word === "succeeded" || this.#word === "failed" ? "taskList" : "steps";
  }

  /** Whether asking the list at the deadline may still tell the outcome. */
  isOpen(now: number): boolean {
    return this.#view !== "running" && now - this.#askedAt > JUST_ASKED_MS;
  }

  /** The longest gap to the next query with which the list is still asked in time, in milliseconds. */
  longestGap(now: number): number {
    return longestGap(this.#known(now));
  }

  #known(now: number): Known {
    return {
      view: this.#view,
      count: this.#count,
      lastedMs: now - this.#since,
      seen: this.#seen,
      isSpent: this.#isSpent,
      word: this.#word,
      wordLastedMs: this.#askedAt - this.#wordSince,
      wordCount: this.#wordCount,
      askedMs: now - this.#askedAt,
    };
  }
}

function isState(view: View): boolean {
  return view === "running" || view === "settling" || view === "unclear";
}

import { type Decision, decide, type Known, longestGap, type View, type Word } from "./verdict";

/** Do not ask the list again if it was asked this recently. */
const JUST_ASKED_MS = 1_000;

/** Equal answers of one view in a row. */
interface Row {
  readonly since: number;
  readonly count: number;
}

/** Remembers what the two views of a task, progress and list, have said, and decides what follows. */
export class TaskViews {
  #seen: boolean;
  #isSpent = false;
  #view: View = "running";
  /** The last answer about the task, and each kind of failure since then. */
  readonly #rows = new Map<View, Row>();
  #word: Word | undefined;
  #wordCount = 0;
  #wordSince = 0;
  #askedAt = -Infinity;

  /** @param seen - whether an earlier run has seen the task */
  constructor(seen: boolean) {
    this.#seen = seen;
  }

  /**
   * Records that the progress said `view` at `now`. Only an answer about the task ends the rows of
   * the others: a 503 between two 404, or between two answers at 100 %, says nothing about the task.
   *
   * @param isSpent - whether failures in a row have lasted too long
   */
  afterProgress(view: View, now: number, isSpent = false): Decision {
    const isAboutTask = isState(view);
    // A list that failed may have failed for the same reason as the query in between.
    const hasWord = this.#word === "unknown" || this.#word === "running";
    const isSamePeriod = !isAboutTask && !isState(this.#view) && hasWord;
    if (view !== this.#view && !isSamePeriod) this.#word = undefined;
    if (isAboutTask) this.#keepOnly(view);
    const { since, count } = this.#rows.get(view) ?? { since: now, count: 0 };
    this.#rows.set(view, { since, count: count + 1 });
    this.#view = view;
    this.#isSpent = isSpent;
    this.#seen ||= isAboutTask;
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

  /** Whether the list was asked so recently that it would say the same. */
  isJustAsked(now: number): boolean {
    return now - this.#askedAt <= JUST_ASKED_MS;
  }

  /** The longest gap to the next query with which the list is still asked in time, in milliseconds. */
  longestGap(now: number): number {
    return longestGap(this.#known(now));
  }

  #keepOnly(view: View): void {
    for (const other of this.#rows.keys()) if (other !== view) this.#rows.delete(other);
  }

  #known(now: number): Known {
    const { since, count } = this.#rows.get(this.#view) ?? { since: now, count: 0 };
    return {
      view: this.#view,
      count,
      lastedMs: now - since,
      seen: this.#seen,
      isSpent: this.#isSpent,
      word: this.#word,
      wordLastedMs: this.#askedAt - this.#wordSince,
      wordCount: this.#wordCount,
      askedMs: now - this.#askedAt,
    };
  }
}

/** Whether this is an answer about the task. */
function isState(view: View): boolean {
  return !["missing", "unreadable", "rejected", "unavailable"].includes(view);
}

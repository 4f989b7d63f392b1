import { LineBudget } from "./lineBudget";
import { describeStep, type StatusView } from "./statusLine";

/** A line of a log comes at the latest after this much silence, in milliseconds. */
const HEARTBEAT_MS = 60_000;
/** From this age on lines without news come more rarely, to leave room for those with. */
const SLOW_HEARTBEAT_AFTER_MS = 10 * 60_000;
const SLOW_HEARTBEAT_MS = 150_000;
/** Percentages are news in steps of this size. */
const PERCENT_STEP = 5;
/** Trouble and its end are news if there was no such line for this long, in milliseconds. */
const NOTE_GAP_MS = 120_000;

/** Chooses what a log shows of a wait: news immediately, else a line now and then. */
export class LogPace {
  readonly #startedAt: number;
  readonly #budget: LineBudget;
  readonly #explained = new Set<string>();
  #note: string | undefined;
  #noteAt = -Infinity;
  #milestone = "";
  #shownAt = -Infinity;

  constructor(startedAt: number) {
    this.#startedAt = startedAt;
    this.#budget = new LineBudget(startedAt);
  }

  /** What the log shows at `now`, in milliseconds: the view, or nothing. */
  choose(view: StatusView, now: number): StatusView | undefined {
    if (!this.#isDue(view, now) || !this.#budget.take(now)) return undefined;
    const { note } = view;
    if (note !== this.#note) this.#noteAt = now;
    this.#note = note;
    this.#milestone = milestone(view);
    this.#shownAt = now;
    const isExplained = note !== undefined && this.#explained.has(note);
    if (note !== undefined) this.#explained.add(note);
    return isExplained ? { ...view, reason: undefined } : view;
  }

  #isDue(view: StatusView, now: number): boolean {
    const isOld = now - this.#startedAt > SLOW_HEARTBEAT_AFTER_MS;
    const heartbeat = isOld ? SLOW_HEARTBEAT_MS : HEARTBEAT_MS;
    const isNewNote = view.note !== this.#note && now - this.#noteAt >= NOTE_GAP_MS;
    const isNews = isNewNote || milestone(view) !== this.#milestone;
    return isNews || now - this.#shownAt >= heartbeat;
  }
}

function milestone({ percent = 0, answer }: StatusView): string {
  return `${Math.floor(percent / PERCENT_STEP)} ${describeStep(answer?.stepDetails ?? [])}`;
}

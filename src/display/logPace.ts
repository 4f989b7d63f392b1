import { LineBudget } from "./lineBudget";
import { describeActivity, type StatusView } from "./statusLine";

/** Longest silence in a log, in milliseconds. */
const HEARTBEAT_MS = 60_000;
/** Age of a wait from which the longest silence grows, to keep lines for news. Milliseconds. */
const SLOW_HEARTBEAT_AFTER_MS = 10 * 60_000;
const SLOW_HEARTBEAT_MS = 150_000;
/** A percentage is news when it passes a multiple of this. */
const NEWS_PERCENT = 5;
/** Shortest time between two lines that report a note or its end, in milliseconds. */
const NOTE_GAP_MS = 120_000;

/** Chooses which views a log shows: news at once, otherwise a sign of life now and then. */
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

  /** The view to log at `now`, in milliseconds; `undefined` to log nothing. */
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
  return `${Math.floor(percent / NEWS_PERCENT)} ${describeActivity(answer)}`;
}

import type { DcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import type { WaitResult, WaitStatus } from "../wait/waitResult";
import { LineBudget } from "./lineBudget";
import { ProgressEstimate } from "./progressEstimate";
import { describeStep, renderStatusLine, renderSummary, type StatusView } from "./statusLine";
import { padWideCharacters } from "./terminalText";

/** Where a line is shown: the resource's own row. */
export interface Row {
  /** Shows `text` in place of the last one; never throws. */
  show(text: string): void;
  /** Resolves when all texts have been shown, or cannot be; never rejects. */
  settled(): Promise<void>;
}

/** How a live line is shown. */
export interface ProgressLineOptions {
  readonly row: Row;
  /** A terminal is redrawn each second; anywhere else every text is a line of its own. */
  readonly onTerminal: boolean;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** What a terminal shows. Default: one line for the engine's table. */
  readonly render?: ((view: StatusView) => string) | undefined;
}

/** A line of a log comes at the latest after this much silence, in milliseconds. */
const HEARTBEAT_MS = 60_000;
/** From this age on lines without news come more rarely, to leave room for those with. */
const SLOW_HEARTBEAT_AFTER_MS = 10 * 60_000;
const SLOW_HEARTBEAT_MS = 150_000;
/** In a log, percentages are told in steps of this size. */
const LOG_PERCENT_STEP = 5;
/** Nothing having changed for this long is called "stalled", in milliseconds. */
const STALLED_AFTER_MS = 120_000;
/** In a log, trouble and its end are told at once if none was told for this long, in milliseconds. */
const NOTE_GAP_MS = 120_000;
const TICK_MS = 1_000;

const troubleNotes: Readonly<Record<string, string>> = {
  THROTTLED: "throttled",
  NOT_FOUND: "not found yet",
  MALFORMED_RESPONSE: "bad answer",
};

/** Shows a wait as it goes on, moving between queries by extrapolation. */
export class ProgressLine {
  readonly #options: ProgressLineOptions;
  readonly #startedAt: number;
  readonly #estimate = new ProgressEstimate();
  readonly #budget: LineBudget;
  #timer: NodeJS.Timeout | undefined;
  #before = "asking";
  #changedAt: number;
  #troubleSince: number | undefined;
  #fingerprint = "";
  #note: string | undefined;
  #shownNote: string | undefined;
  #noteShownAt = -Infinity;
  #shown = "";
  #shownAt = -Infinity;
  #shownMilestone = "";

  constructor(options: ProgressLineOptions) {
    this.#options = options;
    this.#startedAt = this.#changedAt = options.now();
    this.#budget = new LineBudget(this.#startedAt);
  }

  /** @param before what is done until there is an answer */
  start(before = "asking"): void {
    this.expect(before);
    this.#timer = setInterval(() => {
      this.#draw();
    }, TICK_MS);
    this.#timer.unref();
  }

  /** What is done now, until there is an answer. */
  expect(before: string): void {
    this.#before = before;
  }

  /** Resolves when nothing of the line is on its way any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    // As with showing: what cannot be delivered fails nothing.
    await this.#options.row.settled().catch(() => undefined);
  }

  /** An answer came. */
  progress(answer: TaskProgress, status: WaitStatus): void {
    const now = this.#options.now();
    const hasEnded = status.nextDelayMs === 0;
    const shown = Math.floor(this.#estimate.percent(now));
    this.#estimate.update(answer, now, hasEnded);
    // A percentage that the service took back is shown so, once, and is said to be.
    const wentBack = !hasEnded && this.#estimate.percent(now) < shown;
    const fingerprint = `${answer.progress} ${describeStep(answer.stepDetails)}`;
    if (fingerprint !== this.#fingerprint) this.#changedAt = now;
    this.#fingerprint = fingerprint;
    this.#troubleSince = undefined;
    this.#note = status.settling ? "settling" : wentBack ? `back from ${shown}%` : undefined;
    // The end is for the summary to tell.
    if (!hasEnded) this.#draw();
  }

  /** A query went wrong and is waited out. */
  trouble(error: DcsError): void {
    const seen = error.code === "NOT_FOUND" && this.#estimate.answer ? "record gone" : undefined;
    this.#note = seen ?? troubleNotes[error.code] ?? "no answer";
    this.#troubleSince ??= this.#options.now();
    this.#draw();
  }

  /** The wait is over: the last line sums it up, or says why there was none. */
  end(result: WaitResult | string): void {
    clearInterval(this.#timer);
    this.#show(typeof result === "string" ? result : renderSummary(result));
  }

  #draw(): void {
    const now = this.#options.now();
    const view = this.#view(now);
    if (this.#options.onTerminal) {
      const { render = renderStatusLine } = this.#options;
      this.#show(render(view));
    } else if (this.#isDue(view, now)) {
      this.#shownAt = now;
      this.#shownMilestone = milestone(view);
      if (view.note !== this.#shownNote) this.#noteShownAt = now;
      this.#shownNote = view.note;
      this.#show(renderStatusLine(view));
    }
  }

  /** Whether a log is to have a line now. */
  #isDue(view: StatusView, now: number): boolean {
    const isOld = now - this.#startedAt > SLOW_HEARTBEAT_AFTER_MS;
    const heartbeat = isOld ? SLOW_HEARTBEAT_MS : HEARTBEAT_MS;
    // Trouble that comes and goes is not told each time.
    const isNewNote = view.note !== this.#shownNote && now - this.#noteShownAt >= NOTE_GAP_MS;
    const isNews = isNewNote || milestone(view) !== this.#shownMilestone;
    return (isNews || now - this.#shownAt >= heartbeat) && this.#budget.take(now);
  }

  #view(now: number): StatusView {
    const left = this.#estimate.secondsLeft(now);
    const { answer } = this.#estimate;
    const stalledMs = now - this.#changedAt;
    const isStalled = this.#note === undefined && stalledMs > STALLED_AFTER_MS && !left;
    return {
      percent: this.#estimate.percent(now),
      leftSeconds: left !== undefined && left >= 0.5 ? left : undefined,
      note: isStalled ? "stalled" : (this.#note ?? (answer ? undefined : this.#before)),
      noteSeconds: (isStalled ? stalledMs : now - (this.#troubleSince ?? now)) / 1000,
      answer,
      elapsedSeconds: (now - this.#startedAt) / 1000,
    };
  }

  #show(text: string): void {
    const { onTerminal, row, render } = this.#options;
    if (text === this.#shown) return;
    this.#shown = text;
    try {
      // The engine's table counts characters; what draws by itself counts columns.
      row.show(onTerminal && !render ? padWideCharacters(text) : text);
    } catch {
      // Called from a timer, where an error would end the process: showing never fails a wait.
    }
  }
}

/** What a log tells of when it changes, at once. */
function milestone({ percent, answer }: StatusView): string {
  return `${Math.floor(percent / LOG_PERCENT_STEP)} ${describeStep(answer?.stepDetails ?? [])}`;
}

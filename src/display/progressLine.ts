import type { DcsError } from "../errors";
import type { WaitStatus } from "../waitResult";
import { describeTrouble, type LastingTrouble, viewTrouble } from "./describeTrouble";
import { LogPace } from "./logPace";
import { ProgressEstimate } from "./progressEstimate";
import type { Seat } from "./overview";
import type { Row } from "./row";
import { describeActivity, renderStatusLine, renderSummary } from "./statusLine";
import type { Snapshot, StatusView, Summary } from "./statusLine";

/** How a live line is shown. */
export interface ProgressLineOptions {
  readonly row: Row;
  /** Whether the row is on a terminal and redrawn every second. In a log each text is a new line. */
  readonly onTerminal: boolean;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Where a terminal shows the line too, among all waits. Default: nowhere. */
  readonly seat?: Seat | undefined;
  /** Renders what a terminal shows. Default: one line for the engine's table. */
  readonly render?: ((view: StatusView) => string) | undefined;
}

/** Milliseconds without any change after which a task is shown as stalled. */
const STALLED_AFTER_MS = 120_000;
const REDRAW_MS = 1_000;

/**
 * Shows the progress of a wait. Everything it shows comes from the service. Only on a terminal, the
 * percentage may move a little between two answers ({@link ProgressEstimate}).
 */
export class ProgressLine {
  readonly #options: ProgressLineOptions;
  readonly #startedAt: number;
  readonly #estimate = new ProgressEstimate();
  readonly #pace: LogPace;
  #timer: NodeJS.Timeout | undefined;
  #activity = "asking";
  #changedAt: number;
  #fingerprint = "";
  #trouble: LastingTrouble | undefined;
  #remark: string | undefined;
  #shown = "";

  constructor(options: ProgressLineOptions) {
    this.#options = options;
    this.#startedAt = this.#changedAt = options.now();
    this.#pace = new LogPace(this.#startedAt);
  }

  /** Begins to redraw. `activity` is shown until the first answer. */
  start(activity = "asking"): void {
    this.expect(activity);
    this.#timer = setInterval(() => {
      this.#draw();
    }, REDRAW_MS);
    this.#timer.unref();
  }

  /** Changes what is shown until the first answer. */
  expect(activity: string): void {
    this.#activity = activity;
  }

  /** Stops redrawing. Resolves when every text has been delivered. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    // A display that fails never fails the wait.
    await Promise.allSettled([this.#options.row.settled(), this.#options.seat?.leave()]);
  }

  /** Shows an answer. `status.nextDelayMs` of 0 says that it is the last one. */
  progress(answer: Snapshot, status: WaitStatus): void {
    const now = this.#options.now();
    const hasEnded = status.nextDelayMs === 0;
    const { progress: before = 0 } = this.#estimate.answer ?? {};
    this.#estimate.update(answer, now, hasEnded);
    const wentBack = answer.progress !== undefined && answer.progress < before;
    const fingerprint = `${answer.progress} ${describeActivity(answer)}`;
    if (fingerprint !== this.#fingerprint) this.#changedAt = now;
    this.#fingerprint = fingerprint;
    this.#trouble = undefined;
    const back = wentBack ? `back from ${Math.floor(before)}%` : undefined;
    this.#remark = status.settling ? "settling" : back;
    // The summary shows the end.
    if (!hasEnded) this.#draw();
  }

  /**
   * Shows a query that failed and will be repeated.
   *
   * @param nextDelayMs - milliseconds until the next query. Default 0: not known
   * @param about - whether what the query asked for was seen before. Default: whether there was an answer
   */
  trouble(error: DcsError, nextDelayMs = 0, about: { readonly wasSeen?: boolean } = {}): void {
    const now = this.#options.now();
    const since = this.#trouble?.since ?? now;
    const { wasSeen = this.#estimate.answer !== undefined } = about;
    const trouble = describeTrouble(error, wasSeen);
    this.#trouble = { ...trouble, since, retryAt: now + nextDelayMs };
    this.#draw();
  }

  /** Shows the last line, which sums up the wait, and stops redrawing. */
  end(end: Summary | string): void {
    clearInterval(this.#timer);
    this.#show(() => (typeof end === "string" ? end : renderSummary(end)));
  }

  #draw(): void {
    this.#show(() => {
      const now = this.#options.now();
      const view = this.#view(now);
      const { onTerminal, seat, render = renderStatusLine } = this.#options;
      if (onTerminal) seat?.show(view);
      if (onTerminal) return render({ ...view, reason: undefined });
      const chosen = this.#pace.choose(view, now);
      return chosen && renderStatusLine(chosen);
    });
  }

  #view(now: number): StatusView {
    const { answer } = this.#estimate;
    const elapsedSeconds = (now - this.#startedAt) / 1000;
    const known = { percent: answer?.progress, answer, elapsedSeconds };
    if (this.#trouble) return { ...known, ...viewTrouble(this.#trouble, now) };
    const note = this.#remark ?? (answer ? undefined : this.#activity);
    if (note !== undefined) return { ...known, note };
    const leftSeconds = this.#estimate.secondsLeft(now);
    const stillMs = now - this.#changedAt;
    if (!leftSeconds && stillMs > STALLED_AFTER_MS) {
      return { ...known, note: "stalled", noteSeconds: stillMs / 1000 };
    }
    const percent = this.#estimate.percent(now);
    if (this.#options.onTerminal) return { ...known, percent, leftSeconds };
    return { ...known, leftSeconds: leftSeconds && answer?.remainTime };
  }

  /** Never throws: a timer calls it, where an error would end the process. */
  #show(compose: () => string | undefined): void {
    try {
      const text = compose();
      if (text === undefined || text === this.#shown) return;
      this.#shown = text;
      this.#options.row.show(text);
    } catch {
      // The row is gone; the wait goes on.
    }
  }
}

import type { DcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import type { WaitResult, WaitStatus } from "../wait/waitResult";
import { describeTrouble, type Trouble } from "./describeTrouble";
import { LogPace } from "./logPace";
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

/** Nothing having changed for this long is called "stalled", in milliseconds. */
const STALLED_AFTER_MS = 120_000;
const TICK_MS = 1_000;

/**
 * Shows the progress of a wait. All that it says comes from the service; only on a terminal, between
 * two answers, the percentage may lead a little ({@link ProgressEstimate}).
 */
export class ProgressLine {
  readonly #options: ProgressLineOptions;
  readonly #startedAt: number;
  readonly #estimate = new ProgressEstimate();
  readonly #pace: LogPace;
  #timer: NodeJS.Timeout | undefined;
  #before = "asking";
  #changedAt: number;
  #fingerprint = "";
  #trouble: (Trouble & { readonly since: number; readonly retryAt: number }) | undefined;
  #remark: string | undefined;
  #shown = "";

  constructor(options: ProgressLineOptions) {
    this.#options = options;
    this.#startedAt = this.#changedAt = options.now();
    this.#pace = new LogPace(this.#startedAt);
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
    const { progress: before = 0 } = this.#estimate.answer ?? {};
    this.#estimate.update(answer, now, hasEnded);
    const wentBack = answer.progress !== undefined && answer.progress < before;
    const fingerprint = `${answer.progress} ${describeStep(answer.stepDetails)}`;
    if (fingerprint !== this.#fingerprint) this.#changedAt = now;
    this.#fingerprint = fingerprint;
    this.#trouble = undefined;
    const back = wentBack ? `back from ${Math.floor(before)}%` : undefined;
    this.#remark = status.settling ? "settling" : back;
    // The end is for the summary to tell.
    if (!hasEnded) this.#draw();
  }

  /**
   * A query gave no answer, and is made again.
   *
   * @param nextDelayMs gap to the next query, in milliseconds, where it is known
   */
  trouble(error: DcsError, nextDelayMs = 0): void {
    const now = this.#options.now();
    const since = this.#trouble?.since ?? now;
    const trouble = describeTrouble(error, this.#estimate.answer !== undefined);
    this.#trouble = { ...trouble, since, retryAt: now + nextDelayMs };
    this.#draw();
  }

  /** The wait is over: the last line sums it up, or says why there was none. */
  end(result: WaitResult | string): void {
    clearInterval(this.#timer);
    this.#show(() => (typeof result === "string" ? result : renderSummary(result)));
  }

  #draw(): void {
    this.#show(() => {
      const now = this.#options.now();
      const view = this.#view(now);
      const { onTerminal, render = renderStatusLine } = this.#options;
      if (onTerminal) return render({ ...view, reason: undefined });
      const chosen = this.#pace.choose(view, now);
      return chosen && renderStatusLine(chosen);
    });
  }

  #view(now: number): StatusView {
    const { answer } = this.#estimate;
    const elapsedSeconds = (now - this.#startedAt) / 1000;
    const said = { percent: answer?.progress, answer, elapsedSeconds };
    if (this.#trouble) {
      const { word: note, reason, since, retryAt } = this.#trouble;
      const againSeconds = (retryAt - now) / 1000;
      return { ...said, note, noteSeconds: (now - since) / 1000, againSeconds, reason };
    }
    const note = this.#remark ?? (answer ? undefined : this.#before);
    if (note !== undefined) return { ...said, note };
    const leftSeconds = this.#estimate.secondsLeft(now);
    const stillMs = now - this.#changedAt;
    if (!leftSeconds && stillMs > STALLED_AFTER_MS) {
      return { ...said, note: "stalled", noteSeconds: stillMs / 1000 };
    }
    if (this.#options.onTerminal)
      return { ...said, percent: this.#estimate.percent(now), leftSeconds };
    return { ...said, leftSeconds: leftSeconds && answer?.remainTime };
  }

  /** Called from a timer, where an error would end the process: showing never fails a wait. */
  #show(compose: () => string | undefined): void {
    const { onTerminal, row, render } = this.#options;
    try {
      const text = compose();
      if (text === undefined || text === this.#shown) return;
      this.#shown = text;
      // The engine's table counts characters; what draws by itself counts columns.
      row.show(onTerminal && !render ? padWideCharacters(text) : text);
    } catch {
      // As above.
    }
  }
}

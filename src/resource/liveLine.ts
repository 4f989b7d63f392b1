import type { DcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import type { WaitStatus } from "../wait/waitResult";
import { describeStep, renderStatusLine, type StatusView } from "./statusLine";
import { padWideCharacters } from "./terminalText";

/** Where a line is shown: the resource's own row. */
export interface Row {
  /** Shows `text` in place of the last one; never throws. */
  show(text: string): void;
  /** Resolves when all texts have been shown, or cannot be; never rejects. */
  settled(): Promise<void>;
}

/** How a live line is shown. */
export interface LiveLineOptions {
  readonly row: Row;
  /** A terminal is redrawn each second; anywhere else every text is a line of its own. */
  readonly onTerminal: boolean;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** A line of a log comes at the latest after this much silence, in milliseconds. */
const HEARTBEAT_MS = 60_000;
/** From this age on the heartbeat comes half as often, to stay below 60 lines an hour. */
const SLOW_HEARTBEAT_AFTER_MS = 10 * 60_000;
/** In a log, percentages are told in steps of this size. */
const LOG_PERCENT_STEP = 5;
/** Nothing having changed for this long is called "stalled", in milliseconds. */
const STALLED_AFTER_MS = 120_000;
const TICK_MS = 1_000;

const troubleNotes: Readonly<Record<string, string>> = {
  THROTTLED: "throttled",
  NOT_FOUND: "not found yet",
  MALFORMED_RESPONSE: "bad answer",
};

/** Shows a wait as it goes on, moving between queries by extrapolation. */
export class LiveLine {
  readonly #options: LiveLineOptions;
  readonly #startedAt: number;
  #timer: NodeJS.Timeout | undefined;
  #answer: TaskProgress | undefined;
  #answeredAt = 0;
  #changedAt: number;
  #fingerprint = "";
  #note: string | undefined;
  #highest = 0;
  #ended = false;
  #shown = "";
  #shownAt = -Infinity;
  #shownMilestone = "";

  constructor(options: LiveLineOptions) {
    this.#options = options;
    this.#startedAt = this.#changedAt = options.now();
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#draw();
    }, TICK_MS);
    this.#timer.unref();
  }

  /** Resolves when nothing of the line is on its way any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#options.row.settled();
  }

  /** An answer came. */
  progress(answer: TaskProgress, status: WaitStatus): void {
    const now = this.#options.now();
    const fingerprint = `${answer.progress} ${describeStep(answer.stepDetails)}`;
    if (fingerprint !== this.#fingerprint) this.#changedAt = now;
    // A percentage that really went back is shown so, once, and so is the one at the end.
    const wentBack = (answer.progress ?? 0) < (this.#answer?.progress ?? 0);
    if (wentBack || status.nextDelayMs === 0) this.#highest = 0;
    this.#ended = status.nextDelayMs === 0;
    this.#fingerprint = fingerprint;
    this.#answer = answer;
    this.#answeredAt = now;
    this.#note = status.settling ? "settling" : undefined;
    this.#draw();
  }

  /** A query went wrong and is waited out. */
  trouble(error: DcsError): void {
    const seen = error.code === "NOT_FOUND" && this.#answer ? "record gone" : undefined;
    this.#note = seen ?? troubleNotes[error.code] ?? "no answer";
    this.#draw();
  }

  #draw(): void {
    const now = this.#options.now();
    const view = this.#view(now);
    const line = renderStatusLine(view);
    const { onTerminal, row } = this.#options;
    if (onTerminal) {
      if (line !== this.#shown) row.show(padWideCharacters(line));
    } else {
      const age = now - this.#startedAt;
      const heartbeat = HEARTBEAT_MS * (age > SLOW_HEARTBEAT_AFTER_MS ? 2 : 1);
      const milestone = this.#milestone(view);
      if (milestone === this.#shownMilestone && now - this.#shownAt < heartbeat) return;
      this.#shownMilestone = milestone;
      row.show(line);
    }
    this.#shown = line;
    this.#shownAt = now;
  }

  /** What a log tells of when it changes. */
  #milestone({ percent, note, answer }: StatusView): string {
    const step = Math.floor(percent / LOG_PERCENT_STEP);
    return `${step} ${note} ${describeStep(answer?.stepDetails ?? [])}`;
  }

  #view(now: number): StatusView {
    const answer = this.#answer;
    const { progress = 0, remainTime } = answer ?? {};
    const sinceMs = now - this.#answeredAt;
    const left = remainTime ? Math.max(remainTime - sinceMs / 1000, 0) : undefined;
    const ahead =
      remainTime && left !== undefined && !this.#ended
        ? (1 - left / remainTime) * (100 - progress)
        : 0;
    // 100 % is for the service alone to say.
    const percent = progress === 100 ? 100 : Math.min(progress + ahead, 99);
    this.#highest = Math.max(this.#highest, percent);
    const stalled = now - this.#changedAt > STALLED_AFTER_MS && !left;
    return {
      percent: this.#highest,
      leftSeconds: left !== undefined && left >= 0.5 ? left : undefined,
      note: this.#note ?? (stalled ? "stalled" : answer ? undefined : "asking"),
      answer,
      elapsedSeconds: (now - this.#startedAt) / 1000,
    };
  }
}

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
/** Estimates are followed on screen while they lead no further than this, in percent. */
const MOST_AHEAD = 5;
/** In a log, trouble and its end are told at once if none was told for this long, in milliseconds. */
const NOTE_GAP_MS = 120_000;
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
  #estimatedAt = 0;
  #changedAt: number;
  #fingerprint = "";
  #note: string | undefined;
  #highest = 0;
  #ended = false;
  #isFollowed = true;
  #shownNote: string | undefined;
  #noteShownAt = -Infinity;
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
    // As with showing: what cannot be delivered fails nothing.
    await this.#options.row.settled().catch(() => undefined);
  }

  /** An answer came. */
  progress(answer: TaskProgress, status: WaitStatus): void {
    const now = this.#options.now();
    // A percentage that really went back is shown so, once, and so is the one at the end. What
    // was shown far ahead of the truth is taken back too, and such estimates are followed no more.
    const { progress = 0 } = answer;
    const wentBack = progress < (this.#answer?.progress ?? 0);
    this.#isFollowed = this.#extrapolate(now) - progress <= MOST_AHEAD;
    if (wentBack || !this.#isFollowed || status.nextDelayMs === 0) this.#highest = 0;
    const fingerprint = `${answer.progress} ${describeStep(answer.stepDetails)}`;
    const changed = fingerprint !== this.#fingerprint;
    if (changed) this.#changedAt = now;
    // The same estimate beside the same progress is no new one: its time goes on running out.
    if (changed || answer.remainTime !== this.#answer?.remainTime) this.#estimatedAt = now;
    this.#ended = status.nextDelayMs === 0;
    this.#fingerprint = fingerprint;
    this.#answer = answer;
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
      if (line !== this.#shown) show(row, padWideCharacters(line));
    } else {
      const age = now - this.#startedAt;
      const heartbeat = HEARTBEAT_MS * (age > SLOW_HEARTBEAT_AFTER_MS ? 2 : 1);
      const milestone = this.#milestone(view);
      const isNews = milestone !== this.#shownMilestone || this.#isNewNote(view, now);
      if (!isNews && now - this.#shownAt < heartbeat) return;
      this.#shownMilestone = milestone;
      if (view.note !== this.#shownNote) this.#noteShownAt = now;
      this.#shownNote = view.note;
      show(row, line);
    }
    this.#shown = line;
    this.#shownAt = now;
  }

  /** Trouble that comes and goes is not told each time. */
  #isNewNote({ note }: StatusView, now: number): boolean {
    return note !== this.#shownNote && now - this.#noteShownAt >= NOTE_GAP_MS;
  }

  /** What a log tells of when it changes, at once. */
  #milestone({ percent, answer }: StatusView): string {
    const step = Math.floor(percent / LOG_PERCENT_STEP);
    return `${step} ${describeStep(answer?.stepDetails ?? [])}`;
  }

  #view(now: number): StatusView {
    const answer = this.#answer;
    const left = this.#secondsLeft(now);
    const follows = this.#isFollowed && !this.#ended;
    this.#highest = Math.max(
      this.#highest,
      follows ? this.#extrapolate(now) : (answer?.progress ?? 0),
    );
    const stalled = now - this.#changedAt > STALLED_AFTER_MS && !left;
    return {
      percent: this.#highest,
      leftSeconds: left !== undefined && left >= 0.5 ? left : undefined,
      note: this.#note ?? (stalled ? "stalled" : answer ? undefined : "asking"),
      answer,
      elapsedSeconds: (now - this.#startedAt) / 1000,
    };
  }

  /** Where the percentage is by now if the last estimate holds. 100 % is for the service to say. */
  #extrapolate(now: number): number {
    const { progress = 0, remainTime = 0 } = this.#answer ?? {};
    const left = this.#secondsLeft(now);
    if (left === undefined || progress === 100) return progress;
    return Math.min(progress + (1 - left / remainTime) * (100 - progress), 99);
  }

  #secondsLeft(now: number): number | undefined {
    const { remainTime = 0 } = this.#answer ?? {};
    if (!(remainTime > 0 && Number.isFinite(remainTime))) return undefined;
    return Math.max(remainTime - (now - this.#estimatedAt) / 1000, 0);
  }
}

function show(row: Row, text: string): void {
  try {
    row.show(text);
  } catch {
    // Called from a timer, where an error would end the process: showing never fails a wait.
  }
}

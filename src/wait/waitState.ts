import { type DcsError, withMessage } from "../errors";
import type { TaskProgress } from "../taskProgress";
import { askList } from "./askList";
import { MAX_TIMER_MS, type Clock } from "./time/clock";
import { FailureBudget, patience } from "./failureBudget";
import { boundedPause, HostPause } from "./budget/hostPause";
import { NotSent } from "./budget/notSent";
import { pause } from "./time/pause";
import type { Answer, Limits } from "./pollOnce";
import { type DelayBounds, nextDelay, remember, type Sample, troubleDelay } from "./schedule";
import { TaskViews } from "./taskViews";
import { classifyTrouble, learnFrom, patienceWith, type Proof } from "./trouble";
import type { Decision } from "./verdict";
import type { WaitForTaskOptions } from "./waitOptions";
import type { WaitResult, WaitStatus, WaitStopped, WaitSummary } from "../waitResult";

type Progressed = Extract<Answer, { readonly progress: TaskProgress }>;

/** The state of a wait. Decides after each answer whether the wait ends, or when to poll again. */
export class WaitState {
  readonly #startedAt: number;
  readonly #options: WaitForTaskOptions;
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #bounds: DelayBounds;
  readonly #random: () => number;
  readonly #proof: Proof;
  readonly #views: TaskViews;
  readonly #failures = new FailureBudget();
  readonly #observed: Record<string, number> = {};
  #history: readonly Sample[] = [];
  #attempts = 0;
  /** Failed queries in a row, whatever the list says; the gaps grow with them. */
  #misses = 0;
  #lastProgress: TaskProgress | undefined;
  #lastTrouble: DcsError | undefined;
  #listError: DcsError | undefined;
  /** Whether either view has answered about the task in this wait. */
  #isAnswered = false;
  #settling = false;

  constructor(options: WaitForTaskOptions, limits: Limits, bounds: DelayBounds) {
    this.#options = options;
    this.#limits = limits;
    this.#clock = limits.clock;
    this.#bounds = bounds;
    this.#random = options.random ?? Math.random;
    this.#proof = options.proof ?? { isProved: false };
    this.#views = new TaskViews(Boolean(options.seen));
    this.#lastProgress = options.seen;
    this.#startedAt = limits.clock.now();
  }

  /** Returns the end of the wait, or the gap to the next query in milliseconds. */
  async next(answer: Answer): Promise<WaitResult | number> {
    if ("error" in answer && answer.error instanceof HostPause)
      return this.#afterPause(answer.error);
    // The time is up.
    if ("error" in answer && answer.error instanceof NotSent) return 0;
    this.#attempts += 1;
    return "error" in answer ? this.#afterTrouble(answer.error) : this.#afterProgress(answer);
  }

  /** The result of a wait that ends now without an outcome of the task. */
  stopped(outcome: WaitStopped["outcome"]): WaitStopped {
    return { outcome, decidedBy: "wait", ...this.#summary() };
  }

  /**
   * Ends the wait at the deadline. The list is asked once more: the progress of a task that has ended
   * may stay as it was.
   *
   * @throws {DcsError} the last failure, if there was never an answer about the task
   */
  async timeUp(): Promise<WaitResult> {
    const { signal } = this.#limits;
    if (!signal.aborted && !this.#views.isJustAsked(this.#clock.now())) {
      const ended = this.#ended(await this.#askList());
      if (ended) return ended;
    }
    if (signal.aborted) return this.stopped("aborted");
    const error = this.#lastTrouble;
    if (this.#isAnswered || !error) return this.stopped("timedOut");
    const seconds = Math.round((this.#clock.now() - this.#startedAt) / 1000);
    throw withMessage(
      error,
      `there was no answer about the task within ${seconds} s; the last failure: ${error.message}`,
    );
  }

  async #afterProgress({ progress, state }: Progressed): Promise<WaitResult | number> {
    const now = this.#clock.now();
    this.#observe(state);
    this.#failures.reset();
    this.#misses = 0;
    this.#isAnswered = true;
    this.#proof.isProved = true;
    this.#lastProgress = progress;
    this.#settling = progress.progress === 100 && (state === "settling" || state === "unclear");
    const decision = this.#views.afterProgress(state, now);
    const ended = this.#ended(decision);
    if (ended) return this.#showEnd(progress, ended);
    this.#history = remember(this.#history, toSample(now, progress));
    const delayMs = nextDelay(this.#history, this.#bounds, this.#random);
    // Before the list is asked, which may take as long as a request.
    this.#showProgress(progress, this.#inTime(delayMs));
    const endedByList = decision === "ask" && this.#ended(await this.#askList());
    return endedByList ? this.#showEnd(progress, endedByList) : this.#inTime(delayMs);
  }

  #showEnd(progress: TaskProgress, ended: WaitResult): WaitResult {
    this.#showProgress(progress, 0);
    return ended;
  }

  #showProgress(progress: TaskProgress, nextDelayMs: number): void {
    show(() => this.#options.onProgress?.(progress, this.#status(nextDelayMs)));
  }

  async #afterTrouble(error: DcsError): Promise<WaitResult | number> {
    this.#observe(error.status === undefined ? error.code : `${error.code} ${error.status}`);
    const view = classifyTrouble(error, this.#proof.isProved);
    if (!view) throw error;
    learnFrom(error, this.#proof);
    const now = this.#clock.now();
    this.#lastTrouble = error;
    this.#misses += 1;
    this.#failures.charge(now);
    const limitMs = view === "missing" ? patience.provedMs : patienceWith(this.#proof);
    const isSpent = this.#failures.isSpent(now, limitMs);
    const decision = await this.#decide(this.#views.afterProgress(view, now, isSpent), isSpent);
    if (decision === "giveUp") throw this.#failures.explain(error, now);
    const ended = this.#ended(decision);
    if (ended) return ended;
    const delayMs = this.#inTime(troubleDelay(this.#misses, this.#bounds, this.#random));
    // The list may have been asked after the pause that the server asked for.
    return this.#askAgain(error, delayMs, this.#clock.now() - now);
  }

  /** A query that was not sent is not a failure: it only says when to poll again. */
  #afterPause(error: HostPause): number {
    this.#lastTrouble = error;
    return this.#askAgain(error, this.#bounds.minDelayMs);
  }

  /** The gap to the next query, at least what is left of the pause that the server asked for. */
  #askAgain(error: DcsError, leastMs: number, passedMs = 0): number {
    const pauseMs = Math.min(boundedPause(error.retryAfterMs), MAX_TIMER_MS);
    const delayMs = Math.max(leastMs, pauseMs - passedMs);
    show(() => this.#options.onTrouble?.(error, this.#status(delayMs)));
    return delayMs;
  }

  async #decide(decision: Decision, isSpent = false): Promise<Decision> {
    return decision === "ask" ? this.#askList(isSpent) : decision;
  }

  /** @param isSpent - whether the wait ends without the list, so that it is worth waiting for a pause */
  async #askList(isSpent = false): Promise<Decision> {
    const { signal, deadline } = this.#limits;
    let failure: DcsError | undefined;
    const word = await askList(this.#options.confirm, this.#limits, {
      proof: this.#proof,
      onError: (error) => {
        failure = error;
      },
    });
    if (word instanceof HostPause) {
      const leftMs = deadline - this.#clock.now();
      if (!isSpent || leftMs < 1) return "goOn";
      await pause(Math.min(this.#afterPause(word), leftMs), this.#clock, signal);
      return signal.aborted ? "goOn" : this.#askList(isSpent);
    }
    if (word === undefined) return "goOn";
    this.#listError = failure;
    if (word === "running") {
      this.#failures.reset();
      this.#isAnswered = true;
    }
    return this.#views.afterList(word, this.#clock.now());
  }

  #ended(decision: Decision): WaitResult | undefined {
    if (decision === "lost") return this.stopped("lost");
    if (decision !== "succeeded" && decision !== "failed") return undefined;
    return { outcome: decision, decidedBy: this.#views.decidedBy, ...this.#summary() };
  }

  #summary(): WaitSummary {
    return {
      ...(this.#lastProgress && { lastProgress: this.#lastProgress }),
      attempts: this.#attempts,
      elapsedMs: this.#clock.now() - this.#startedAt,
      observed: this.#observed,
      ...(this.#listError && { listError: this.#listError }),
    };
  }

  /** Shortens a gap so that the list is asked in time, but not below the minimum. */
  #inTime(delayMs: number): number {
    const longestMs = this.#views.longestGap(this.#clock.now());
    return Math.min(delayMs, Math.max(longestMs, this.#bounds.minDelayMs));
  }

  #status(nextDelayMs: number): WaitStatus {
    return {
      attempts: this.#attempts,
      elapsedMs: this.#clock.now() - this.#startedAt,
      nextDelayMs,
      settling: this.#settling,
    };
  }

  #observe(answer: string): void {
    this.#observed[answer] = (this.#observed[answer] ?? 0) + 1;
  }
}

/** Calls a callback of the user, whose errors, thrown or rejected later, must not fail the wait. */
function show(callback: () => unknown): void {
  try {
    Promise.resolve(callback()).catch(() => undefined);
  } catch {
    // Ignored, as above.
  }
}

function toSample(at: number, { progress = 0, remainTime }: TaskProgress): Sample {
  return { at, progress, ...(remainTime !== undefined && { remainTime }) };
}

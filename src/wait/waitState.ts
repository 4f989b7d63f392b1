import { type DcsError, isDcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import { type Answer, withDeadline, type Limits } from "./pollOnce";
import type { Clock } from "./clock";
import { isTransient, NOT_FOUND_GRACE_MS, FailureBudget } from "./failureBudget";
import { MAX_RETRY_AFTER_MS } from "./requestBudget";
import { type DelayBounds, nextDelay, remember, type Sample, troubleDelay } from "./schedule";
import type { WaitForTaskOptions } from "./waitOptions";
import type { TaskVerdict, WaitOutcome, WaitResult, WaitStatus } from "./waitResult";

/** `unanswered`: the other source refuses to say, or is not there itself. */
type Confirmation = TaskVerdict | "unanswered";

/** How long 100 % with unfinished steps is asked again before `confirm` is, in milliseconds. */
const SETTLE_MS = 20_000;
/** "Not found" this often in a row is believed of a task that had been seen. */
const GONE_COUNT = 2;

/** What a wait has learnt so far, and what follows from the next answer: an end, or a gap. */
export class WaitState {
  readonly #startedAt: number;
  readonly #options: WaitForTaskOptions;
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #bounds: DelayBounds;
  readonly #random: () => number;
  #history: readonly Sample[] = [];
  readonly #observed: Record<string, number> = {};
  readonly #failures = new FailureBudget();
  #attempts = 0;
  #lastProgress: TaskProgress | undefined;
  #settlingSince: number | undefined;
  #unansweredSince: number | undefined;

  constructor(options: WaitForTaskOptions, limits: Limits, bounds: DelayBounds) {
    this.#options = options;
    this.#limits = limits;
    this.#clock = limits.clock;
    this.#bounds = bounds;
    this.#random = options.random ?? Math.random;
    this.#lastProgress = options.seen;
    this.#startedAt = limits.clock.now();
  }

  /** The result of a wait that ends now. */
  result(outcome: WaitOutcome, decidedBy: WaitResult["decidedBy"]): WaitResult {
    return {
      outcome,
      ...(this.#lastProgress && { lastProgress: this.#lastProgress }),
      decidedBy,
      attempts: this.#attempts,
      elapsedMs: this.#clock.now() - this.#startedAt,
      observed: this.#observed,
    };
  }

  /** What follows from `answer`: the end of the wait, or the gap to the next query in ms. */
  async next(answer: Answer): Promise<WaitResult | number> {
    this.#attempts += 1;
    return "error" in answer
      ? this.#afterTrouble(answer.error)
      : this.#afterProgress(answer.progress, answer.state);
  }

  async #afterProgress(
    progress: TaskProgress,
    state: "running" | "settling" | "succeeded" | "failed",
  ): Promise<WaitResult | number> {
    const now = this.#clock.now();
    this.#observe(state);
    this.#failures.reset();
    this.#unansweredSince = undefined;
    this.#lastProgress = progress;
    this.#settlingSince = state === "settling" ? (this.#settlingSince ?? now) : undefined;
    if (state === "succeeded" || state === "failed") {
      this.#tell(() => this.#options.onProgress?.(progress, this.#status(0)));
      return this.result(state, "steps");
    }
    this.#history = remember(this.#history, toSample(now, progress));
    const delayMs = nextDelay(this.#history, this.#bounds, this.#random);
    this.#tell(() => this.#options.onProgress?.(progress, this.#status(delayMs)));
    if (this.#settlingSince === undefined || now - this.#settlingSince < SETTLE_MS) return delayMs;
    this.#settlingSince = now;
    return this.#confirmed(await this.#confirm()) ?? delayMs;
  }

  async #afterTrouble(error: DcsError): Promise<WaitResult | number> {
    this.#observe(error.status === undefined ? error.code : `${error.code} ${error.status}`);
    if (!isTransient(error)) throw error;
    this.#failures.charge(error, this.#clock.now(), this.#lastProgress !== undefined);
    // Other trouble in between says nothing of the record.
    if (this.#failures.notFoundCount === 0) this.#unansweredSince = undefined;
    if (this.#lastProgress && this.#failures.notFoundCount >= GONE_COUNT) {
      const verdict = await this.#confirm();
      if (this.#isLost(verdict)) return this.result("lost", "wait");
      const ended = this.#confirmed(verdict);
      if (ended) return ended;
    }
    const delayMs = Math.max(
      troubleDelay(this.#failures.count, this.#bounds, this.#random),
      // NaN, which an error of another maker may hold, would make a timer of no length.
      Math.min(error.retryAfterMs || 0, MAX_RETRY_AFTER_MS),
    );
    this.#tell(() => this.#options.onTrouble?.(error, this.#status(delayMs)));
    return delayMs;
  }

  /** Whom nobody can tell of is given up later than whom nobody knows: the trouble may be passing. */
  #isLost(verdict: Confirmation): boolean {
    const now = this.#clock.now();
    this.#unansweredSince = verdict === "unanswered" ? (this.#unansweredSince ?? now) : undefined;
    const silentMs = now - (this.#unansweredSince ?? now);
    return verdict === "unknown" || silentMs >= NOT_FOUND_GRACE_MS;
  }

  #confirmed(verdict: Confirmation): WaitResult | undefined {
    return verdict === "succeeded" || verdict === "failed"
      ? this.result(verdict, "taskList")
      : undefined;
  }

  /** The other source's word; trouble in asking it is one more reason to go on waiting. */
  async #confirm(): Promise<Confirmation> {
    const { confirm } = this.#options;
    try {
      const verdict = confirm && (await withDeadline(confirm, this.#limits));
      // Whoever was interrupted in asking has not learnt that nobody knows.
      return this.#limits.signal.aborted ? "running" : (verdict ?? "unknown");
    } catch (error) {
      return isDcsError(error) && isTransient(error) && error.code !== "NOT_FOUND"
        ? "running"
        : "unanswered";
    }
  }

  #status(nextDelayMs: number): WaitStatus {
    return {
      attempts: this.#attempts,
      elapsedMs: this.#clock.now() - this.#startedAt,
      nextDelayMs,
      settling: this.#settlingSince !== undefined,
    };
  }

  #observe(answer: string): void {
    this.#observed[answer] = (this.#observed[answer] ?? 0) + 1;
  }

  #tell(show: () => unknown): void {
    // Showing never fails a wait, neither at once nor, where it is asynchronous, later.
    try {
      Promise.resolve(show()).catch(() => undefined);
    } catch {
      // As above.
    }
  }
}

function toSample(at: number, { progress = 0, remainTime }: TaskProgress): Sample {
  return { at, progress, ...(remainTime !== undefined && { remainTime }) };
}

import { DcsError, isDcsError } from "../errors";
import { withDeadline } from "./pollOnce";
import { type Clock, systemClock } from "./time/clock";
import { FailureBudget, patience } from "./failureBudget";
import { boundedPause, HostPause } from "./budget/hostPause";
import { NotSent } from "./budget/notSent";
import { pause } from "./time/pause";
import { type DelayBounds, troubleDelay } from "./schedule";
import { classifyTrouble, isTransient, learnFrom, patienceWith, type Proof } from "./trouble";

/** Options of {@link pollUntilFound}. */
export interface PollUntilFoundOptions extends DelayBounds {
  /** How long to look for something that does not exist yet, in milliseconds; 0: look once. */
  readonly graceMs: number;
  /** Maximum time in all, failures included, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Whether an answer of "not found" is an error at once. Default: what is not found may appear late. */
  readonly isAbsenceFinal?: boolean | undefined;
  /** Called with each failure that is retried. */
  readonly onTrouble?: ((error: DcsError) => void) | undefined;
  /** Shared with other searches and waits of the same client. Default: nothing is proved yet. */
  readonly proof?: Proof | undefined;
  readonly clock?: Clock | undefined;
  /** Numbers from 0 to 1 for the jitter. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/**
 * Looks for something that may not exist yet: at once, then with growing delays, for the last time at
 * the end of the grace period. Failures are retried as those of a wait are.
 *
 * @returns `undefined` if it does not exist
 * @throws {DcsError} `ABORTED`; an error that retrying cannot fix; or the last error if failures in a
 *   row have lasted too long; `TIMED_OUT` if the time was too short to send a query
 */
export async function pollUntilFound<T>(
  look: (signal: AbortSignal) => Promise<T | undefined>,
  options: PollUntilFoundOptions,
): Promise<T | undefined> {
  const { graceMs, timeoutMs, signal, clock = systemClock, random = Math.random } = options;
  const deadline = clock.now() + timeoutMs;
  const failures = new SearchFailures(options);
  let graceEnd: number | undefined;
  let lastTrouble: DcsError | undefined;
  for (let looks = 1; ; looks += 1) {
    let trouble: DcsError | undefined;
    try {
      const found = await withDeadline(look, { signal, clock, deadline });
      const isAnswered = found !== undefined || !signal.aborted;
      if (isAnswered) failures.reset();
      if (found !== undefined) return found;
      graceEnd ??= Math.min(clock.now() + graceMs, deadline);
    } catch (error) {
      if (!isDcsError(error)) throw error;
      if (error instanceof NotSent) throw lastTrouble ?? error;
      if (!(error instanceof HostPause)) failures.charge(error, clock.now());
      trouble = lastTrouble = error;
      options.onTrouble?.(error);
    }
    if (signal.aborted) throw new DcsError("ABORTED", "looking for the task was interrupted");
    // Only an answer proves that there is nothing; after a failure go on until the deadline.
    const leftMs = (trouble ? deadline : (graceEnd ?? deadline)) - clock.now();
    if (leftMs >= 1) {
      const leastMs = boundedPause(trouble?.retryAfterMs);
      const delayMs = Math.max(troubleDelay(looks, options, random), leastMs);
      await pause(Math.min(delayMs, leftMs), clock, signal);
    } else if (trouble) throw trouble;
    else return undefined;
  }
}

/** The failures in a row; "not found" has a shorter budget of its own. */
class SearchFailures {
  readonly #all = new FailureBudget();
  readonly #missing = new FailureBudget();
  readonly #proof: Proof;
  readonly #isAbsenceFinal: boolean;

  constructor({
    proof = { isProved: false },
    isAbsenceFinal = false,
  }: Pick<PollUntilFoundOptions, "proof" | "isAbsenceFinal">) {
    this.#proof = proof;
    this.#isAbsenceFinal = isAbsenceFinal;
  }

  /** Call after an answer. */
  reset(): void {
    this.#proof.isProved = true;
    this.#all.reset();
    this.#missing.reset();
  }

  /** @throws {DcsError} `error` if it cannot be retried, or not any longer */
  charge(error: DcsError, now: number): void {
    if (!isTransient(error, this.#proof.isProved)) throw error;
    if (this.#isAbsenceFinal && classifyTrouble(error, true) === "missing") throw error;
    learnFrom(error, this.#proof);
    this.#all.charge(now);
    if (error.code === "NOT_FOUND") this.#missing.charge(now);
    else this.#missing.reset();
    const isSpent = this.#all.isSpent(now, patienceWith(this.#proof));
    if (isSpent || this.#missing.isSpent(now, patience.notFoundMs)) {
      throw this.#all.explain(error, now);
    }
  }
}

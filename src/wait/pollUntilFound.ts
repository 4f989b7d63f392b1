import { DcsError, isDcsError } from "../errors";
import { withDeadline } from "./pollOnce";
import { type Clock, systemClock } from "./time/clock";
import { FailureBudget, patience } from "./failureBudget";
import { believedPause, HostPause } from "./budget/hostPause";
import { pause } from "./time/pause";
import { type DelayBounds, troubleDelay } from "./schedule";
import { isTransient, type Proof, provesService } from "./trouble";

/** Options of {@link pollUntilFound}. */
export interface PollUntilFoundOptions extends DelayBounds {
  /** How long what is not there yet is looked for, in milliseconds; 0 is one look. */
  readonly graceMs: number;
  /** Longest time in all, trouble included, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Called with each failed look that is repeated. */
  readonly onTrouble?: ((error: DcsError) => void) | undefined;
  /** Shared with the other searches and waits of the same client. Default: nothing is proved yet. */
  readonly proof?: Proof | undefined;
  readonly clock?: Clock | undefined;
  /** Numbers from 0 to 1 for the jitter. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/**
 * Looks for something that may not be there yet: at once, then again in growing gaps, the last time
 * when the grace time is over. Failed looks are repeated as the queries of a wait are.
 *
 * @returns `undefined` when it is not there
 * @throws {DcsError} `ABORTED`; what repeating cannot fix; or trouble that outlasted its budget
 */
export async function pollUntilFound<T>(
  look: (signal: AbortSignal) => Promise<T | undefined>,
  options: PollUntilFoundOptions,
): Promise<T | undefined> {
  const { graceMs, timeoutMs, signal, clock = systemClock, random = Math.random } = options;
  const deadline = clock.now() + timeoutMs;
  const failures = new SearchFailures(options.proof);
  let graceEnd: number | undefined;
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
      if (!(error instanceof HostPause)) failures.charge(error, clock.now());
      trouble = error;
      options.onTrouble?.(error);
    }
    if (signal.aborted) throw new DcsError("ABORTED", "looking for the task was interrupted");
    // Only a look that was answered tells that there is nothing.
    const leftMs = (trouble ? deadline : (graceEnd ?? deadline)) - clock.now();
    if (leftMs >= 1) {
      const leastMs = believedPause(trouble?.retryAfterMs);
      const delayMs = Math.max(troubleDelay(looks, options, random), leastMs);
      await pause(Math.min(delayMs, leftMs), clock, signal);
    } else if (trouble) throw trouble;
    else return undefined;
  }
}

/** The failed looks in a row, of which "not found" has the shorter budget of its own. */
class SearchFailures {
  readonly #all = new FailureBudget();
  readonly #missing = new FailureBudget();
  readonly #proof: Proof;

  constructor(proof: Proof = { isProved: false }) {
    this.#proof = proof;
  }

  /** A look was answered. */
  reset(): void {
    this.#proof.isProved = true;
    this.#all.reset();
    this.#missing.reset();
  }

  /** @throws {DcsError} `error`, where it is not to be repeated, or not any longer */
  charge(error: DcsError, now: number): void {
    if (!isTransient(error, this.#proof.isProved)) throw error;
    if (provesService(error)) this.#proof.isProved = true;
    this.#all.charge(now);
    if (error.code === "NOT_FOUND") this.#missing.charge(now);
    else this.#missing.reset();
    const limitMs = this.#proof.isProved ? patience.provedMs : patience.unprovedMs;
    if (this.#all.isSpent(now, limitMs) || this.#missing.isSpent(now, patience.notFoundMs)) {
      throw this.#all.explain(error, now);
    }
  }
}

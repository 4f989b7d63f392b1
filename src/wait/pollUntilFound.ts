import { DcsError, isDcsError } from "../errors";
import { withDeadline } from "./pollOnce";
import { type Clock, systemClock } from "./clock";
import { isTransient, FailureBudget } from "./failureBudget";
import { pause } from "./pause";
import { type DelayBounds, troubleDelay } from "./schedule";

/** Options of {@link pollUntilFound}. */
export interface PollUntilFoundOptions extends DelayBounds {
  /** How long what is not there yet is looked for, in milliseconds; 0 is one look. */
  readonly graceMs: number;
  /** Longest time in all, trouble included, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Called with each answer that was none and is waited out. */
  readonly onTrouble?: ((error: DcsError) => void) | undefined;
  readonly clock?: Clock | undefined;
  /** Numbers from 0 to 1 for the jitter. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/**
 * Looks for something that may not be there yet: at once, then again in growing gaps, the last time
 * when the grace time is over. Trouble of the service is waited out as in a wait.
 *
 * @returns `undefined` when it is not there
 * @throws {DcsError} `ABORTED`; or what no waiting can mend, or trouble that outlasted its budget
 */
export async function pollUntilFound<T>(
  look: (signal: AbortSignal) => Promise<T | undefined>,
  options: PollUntilFoundOptions,
): Promise<T | undefined> {
  const { graceMs, timeoutMs, signal, clock = systemClock, random = Math.random } = options;
  const deadline = clock.now() + timeoutMs;
  const failures = new FailureBudget();
  let graceEnd: number | undefined;
  for (let looks = 1; ; looks += 1) {
    let trouble: DcsError | undefined;
    try {
      const found = await withDeadline(look, { signal, clock, deadline });
      if (found !== undefined) return found;
      failures.reset();
      graceEnd ??= Math.min(clock.now() + graceMs, deadline);
    } catch (error) {
      if (!isDcsError(error) || !isTransient(error)) throw error;
      failures.charge(error, clock.now(), false);
      trouble = error;
      options.onTrouble?.(error);
    }
    if (signal.aborted) throw new DcsError("ABORTED", "looking for the task was interrupted");
    // Only a look that was answered tells that there is nothing.
    const leftMs = (trouble ? deadline : (graceEnd ?? deadline)) - clock.now();
    if (leftMs >= 1) {
      await pause(Math.min(troubleDelay(looks, options, random), leftMs), clock, signal);
    } else if (trouble) throw trouble;
    else return undefined;
  }
}

import { type DcsError, isDcsError } from "../errors";
import { HostPause } from "./budget/hostPause";
import { NotSent } from "./budget/notSent";
import { type Limits, withDeadline } from "./pollOnce";
import { isTransient, learnFrom, type Proof } from "./trouble";
import type { Word } from "./verdict";
import type { WaitForTaskOptions } from "./waitOptions";

/**
 * Asks `confirm` for the task's state; without `confirm` it is "unknown".
 *
 * @param onError - called with why the list could not be read
 * @returns `undefined` if the wait was aborted, or the question not sent before the deadline: that
 *   proves nothing. A {@link HostPause} if the question was not sent because of a pause.
 */
export async function askList(
  confirm: WaitForTaskOptions["confirm"],
  limits: Limits,
  { proof, onError }: { readonly proof: Proof; readonly onError: (error: DcsError) => void },
): Promise<Word | HostPause | undefined> {
  if (!confirm) return "unknown";
  try {
    const word = await withDeadline(confirm, limits);
    if (limits.signal.aborted) return undefined;
    proof.isProved = true;
    // A `confirm` in plain JavaScript may resolve to undefined.
    return word ?? "unknown";
  } catch (error) {
    if (limits.signal.aborted) return undefined;
    if (error instanceof HostPause) return error;
    if (error instanceof NotSent) return undefined;
    if (!isDcsError(error)) return "refused";
    onError(error);
    learnFrom(error, proof);
    const isBusy = error.code !== "NOT_FOUND" && isTransient(error, proof.isProved);
    return isBusy ? "busy" : "refused";
  }
}

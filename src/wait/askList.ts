import { isDcsError } from "../errors";
import { HostPause } from "./budget/hostPause";
import { type Limits, withDeadline } from "./pollOnce";
import { isTransient, type Proof, provesService } from "./trouble";
import type { Word } from "./verdict";
import type { WaitForTaskOptions } from "./waitOptions";

/**
 * What the other source says of the task, "unknown" where there is none. `undefined` when the wait
 * was aborted meanwhile: a question that was interrupted says nothing. Nor does one that was not
 * asked since the host is in a pause.
 */
export async function askList(
  confirm: WaitForTaskOptions["confirm"],
  limits: Limits,
  proof: Proof,
): Promise<Word | HostPause | undefined> {
  if (!confirm) return "unknown";
  try {
    const word = await withDeadline(confirm, limits);
    if (limits.signal.aborted) return undefined;
    proof.isProved = true;
    // Plain JavaScript may resolve to nothing.
    return word ?? "unknown";
  } catch (error) {
    if (limits.signal.aborted) return undefined;
    if (error instanceof HostPause) return error;
    if (!isDcsError(error)) return "refused";
    if (provesService(error)) proof.isProved = true;
    const isBusy = error.code !== "NOT_FOUND" && isTransient(error, proof.isProved);
    return isBusy ? "busy" : "refused";
  }
}

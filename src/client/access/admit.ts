import type { Turn } from "../../wait/budget/requestBudget";
import type { SourcedCredentials } from "./credentials";
import type { CredentialsReader } from "./credentialsReader";
import type { Pass } from "./guardedKey";
import type { KeyGuard } from "./keyGuard";

/** What a request must pass before it is sent. */
export interface Gates {
  /** What messages call the request. */
  readonly what: string;
  readonly read: CredentialsReader;
  readonly guard: KeyGuard;
  readonly takeTurn: () => Promise<Turn>;
  readonly signal: AbortSignal;
}

/** Permission to send one request now. */
export interface Admission {
  readonly used: SourcedCredentials;
  readonly pass: Pass;
  readonly turn: Turn;
}

/**
 * Waits until a request may be sent. The turn in the request budget is taken last: if credentials or
 * the key kept a request waiting after its turn, it would reach the server together with later ones.
 * Credentials are read again after each queue, since they may have been refreshed meanwhile.
 *
 * @throws the signal's reason if it aborts
 * @throws {DcsError} if there are no credentials, the key is known to be bad, or the host is in a pause
 */
export async function admit({ what, read, guard, takeTurn, signal }: Gates): Promise<Admission> {
  for (;;) {
    const early = await read(signal);
    if (await guard.of(early).ready(what, signal)) continue;
    const turn = await takeTurn();
    try {
      const used = turn.wasQueued ? await read(signal) : early;
      const pass = guard.of(used).enter(what);
      if (pass) return { used, pass, turn };
    } catch (error) {
      turn.giveBack();
      throw error;
    }
    // Another request has started to test the key meanwhile.
    turn.giveBack();
  }
}

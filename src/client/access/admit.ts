import type { Turn } from "../../wait/budget/requestBudget";
import type { SourcedCredentials } from "./credentials";
import type { CredentialsReader } from "./credentialsReader";
import type { KeyGuard, Pass } from "./keyGuard";

/** What a request has to pass. */
export interface Gates {
  /** What messages call the request. */
  readonly what: string;
  readonly read: CredentialsReader;
  readonly guard: KeyGuard;
  readonly takeTurn: () => Promise<Turn>;
  readonly signal: AbortSignal;
}

/** Leave to send one request now. */
export interface Admission {
  readonly used: SourcedCredentials;
  readonly pass: Pass;
  readonly turn: Turn;
}

/**
 * Waits until a request may be sent. The turn in the budget comes last: a request that waited for
 * its credentials or its key after that would reach the server together with later ones.
 * Credentials are read again after each queue, since they may have been refreshed meanwhile.
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
    // Another request began to test the key meanwhile.
    turn.giveBack();
  }
}

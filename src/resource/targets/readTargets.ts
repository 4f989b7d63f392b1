import { onClock } from "../../client/queryClock";
import { isDcsError } from "../../errors";
import { findTargets } from "./findTargets";
import { type LookOptions, readTarget } from "./readTarget";
import {
  type FoundState,
  isRunning,
  type SeenState,
  type StoredState,
  type TargetState,
  toFound,
} from "./targetState";
import {
  type LookSession,
  queryInSession,
  type SessionResult,
  type WaitSession,
} from "./waitSession";

/** A target that has yet to be looked at. */
type UnreadState = StoredState | FoundState;

/** Looks once at what an earlier run has recorded, or else at what is there now. Waits for nothing. */
export async function readTargets(session: WaitSession): Promise<SessionResult> {
  const { known } = session;
  const before = known.length > 0 ? known : (await findTargets(session)).map(toFound);
  return { states: await readAll(before, session) };
}

/**
 * Looks once at each target. Where not all looks fail, one that fails keeps what was known.
 *
 * @throws {DcsError} as the client's queries, if nothing could be read
 */
export async function readAll(
  before: readonly UnreadState[],
  session: LookSession,
): Promise<TargetState[]> {
  const states = await Promise.all(before.map((state) => readOrKeep(state, session)));
  const isAnyRead = states.some((state) => state.kind !== "broken" || state.last.kind === "seen");
  // One failed look must not discard the answers about the other tasks.
  for (const state of states) if (state.kind === "broken" && !isAnyRead) throw state.error;
  return states;
}

/** One look; a failure keeps what was known, or was answered before the list could not be asked. */
export async function readOrKeep(state: UnreadState, session: LookSession): Promise<TargetState> {
  const { target } = state;
  let seen: SeenState | undefined;
  try {
    return await readPatiently(state, session, (answer) => {
      seen = answer;
    });
  } catch (error) {
    if (!isDcsError(error)) throw error;
    const hasEnded = state.kind === "stored" && !isRunning(state);
    return { kind: "broken", target, error, last: hasEnded ? state : (seen ?? state) };
  }
}

/** One look, repeated while the host throttles or has passing trouble. */
async function readPatiently(
  state: UnreadState,
  session: LookSession,
  onUndecided: LookOptions["onUndecided"],
): Promise<UnreadState | SeenState> {
  const { client, host, inputs } = session;
  const saved = state.kind === "stored" ? state : undefined;
  const look = (signal: AbortSignal) => {
    const options = onClock(host.clock, { signal, retries: 0 });
    const place = { client, instanceId: inputs.instanceId, ...options };
    return readTarget(state.target, place, { saved, ...(onUndecided && { onUndecided }) });
  };
  return (await queryInSession(session, look)) ?? state;
}

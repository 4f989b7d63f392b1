import { onClock } from "../../client/queryClock";
import { isDcsError } from "../../errors";
import { findTargets } from "./findTargets";
import { type LookOptions, readTarget } from "./readTarget";
import {
  answerOf,
  type FoundState,
  isRunning,
  type SeenState,
  type StoredState,
  type TargetState,
  toFound,
} from "./targetState";
import { queryInSession, type SessionResult, type WaitSession } from "./waitSession";

/** Looks once at what an earlier run has recorded, or else at what is there now. Waits for nothing. */
export async function readTargets(session: WaitSession): Promise<SessionResult> {
  const { known } = session;
  const before: readonly (StoredState | FoundState)[] =
    known.length > 0 ? known : (await findTargets(session)).map(toFound);
  const ends = await Promise.allSettled(before.map((state) => readOrKeep(state, session)));
  const isAnyRead = ends.some(({ status }) => status === "fulfilled");
  const states = before.map((last, index): TargetState => {
    const end = ends[index];
    if (end?.status === "fulfilled") return end.value;
    const error: unknown = end?.reason;
    // One failed look must not discard the answers about the other tasks.
    if (!isAnyRead || !isDcsError(error)) throw error;
    return { kind: "broken", target: last.target, error, last };
  });
  return { states };
}

/** One look; a failure keeps what was answered before the list could not be asked. */
async function readOrKeep(
  state: StoredState | FoundState,
  session: WaitSession,
): Promise<TargetState> {
  const { target } = state;
  let last: SeenState | undefined;
  try {
    return await readPatiently(state, session, (seen) => {
      last = seen;
    });
  } catch (error) {
    const hasEnded = state.kind === "stored" && !isRunning(state);
    if (!last || hasEnded || !isDcsError(error)) throw error;
    return { kind: "broken", target, error, last };
  }
}

/** One look, repeated while the host throttles or has passing trouble. */
export async function readPatiently<State extends StoredState | FoundState>(
  state: State,
  session: WaitSession,
  onUndecided?: LookOptions["onUndecided"],
): Promise<State | StoredState | SeenState> {
  const { client, host, inputs } = session;
  const saved: StoredState | undefined =
    state.kind === "stored" && answerOf(state) ? state : undefined;
  const look = (signal: AbortSignal) => {
    const options = onClock(host.clock, { signal, retries: 0 });
    const place = { client, instanceId: inputs.instanceId, ...options };
    return readTarget(state.target, place, { saved, ...(onUndecided && { onUndecided }) });
  };
  return (await queryInSession(session, look)) ?? state;
}

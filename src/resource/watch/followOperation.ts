import { isDcsError, isServerTrouble } from "../../errors";
import { NotSent } from "../../wait/budget/notSent";
import { pause } from "../../wait/time/pause";
import { failureOf } from "../targets/endings";
import { type Search, SEARCH_GRACE_MS } from "../targets/findByName";
import { findTargets } from "../targets/findTargets";
import type { Target } from "../targets/target";
import { type TargetState, toFound } from "../targets/targetState";
import { waitForTargets } from "../targets/waitForTargets";
import type { SessionResult, WaitSession } from "../targets/waitSession";
import { noteEarlier } from "./noteEarlier";

/** Gaps between looks at the list while the operation goes on without a task, in milliseconds. */
const LOOK_GAPS_MS = [1_000, 1_000, 2_000, 5_000];

/** An operation of another provider, such as a resize. */
export interface Operation {
  /** When the provider ended it, on the host's clock; `undefined` while it goes on. */
  readonly endedAt: () => number | undefined;
  /** Calls `wake` when it ends; the returned function ends that. */
  readonly onEnd: (wake: () => void) => () => void;
  /** Called when nothing more is asked before the operation ends, which may be never. */
  readonly onRest: () => void;
}

/**
 * Waits for every task of the instance that is unfinished while the operation goes on, or is created
 * by it. After its end the list is asked once more: for some seconds, if there was no task yet, since
 * a task may be listed late.
 *
 * An operation that fails has no end here. So its tasks are watched for the time-out, and then again
 * only after its end.
 *
 * @param openSession - opens a session whose time-out counts from the operation's end, or else from its
 *   begin
 */
export async function followOperation(
  operation: Operation,
  openSession: () => WaitSession,
): Promise<SessionResult> {
  const following: Following = { operation, openSession, states: [] };
  try {
    const earlier = await noteEarlier(openSession());
    following.openSession = () => ({ ...openSession(), ...earlier });
    await followTasks(following);
    return { states: following.states };
  } catch (error) {
    if (!isDcsError(error)) throw error;
    return { states: following.states, error };
  }
}

/** An operation that is followed. */
interface Following {
  readonly operation: Operation;
  openSession: () => WaitSession;
  /** What has ended so far. */
  states: readonly TargetState[];
}

/** Looks at the list and waits for what it finds, until the last look or a failure. */
async function followTasks(following: Following): Promise<void> {
  const { operation } = following;
  for (let looks = 0; ; looks += 1) {
    const session = following.openSession();
    // Read before the look: only a look that begins after the end can be the last one.
    const isLast = operation.endedAt() !== undefined;
    const graceMs = isLast && following.states.length === 0 ? SEARCH_GRACE_MS : 0;
    const except = following.states.map(({ target }) => target);
    const found = await look(session, { graceMs, except, isOptional: true }, isLast);
    if (!found) {
      await rest(operation);
    } else if (found.length > 0) {
      await waitUntilOver(found, session, following);
      if (failureOf(following.states, session) !== undefined) return;
    } else if (isLast) {
      return;
    } else {
      const gapMs = LOOK_GAPS_MS[looks] ?? Math.max(...LOOK_GAPS_MS);
      await pause(gapMs, session.host.clock, session.signal, operation.onEnd);
    }
  }
}

/** Looks for tasks; `undefined` if the time is up before the operation has ended. */
async function look(
  session: WaitSession,
  search: Search,
  isLast: boolean,
): Promise<readonly Target[] | undefined> {
  const isTimeUp = session.host.clock.now() >= session.deadline;
  if (isTimeUp && !isLast) return undefined;
  try {
    return await findTargets(session, search);
  } catch (error) {
    // Such queries are repeated until the time is up, or wait for their turn until then.
    const isForTime = isDcsError(error) && (isServerTrouble(error) || error instanceof NotSent);
    if (!isLast && isForTime) return undefined;
    throw error;
  }
}

/** Asks nothing until the operation ends. */
async function rest({ endedAt, onEnd, onRest }: Operation): Promise<void> {
  if (endedAt() !== undefined) return;
  onRest();
  await new Promise<void>((resolve) => onEnd(resolve));
}

/** Waits for tasks. The time is not up before it is for the operation too. */
async function waitUntilOver(
  targets: readonly Target[],
  session: WaitSession,
  following: Following,
): Promise<void> {
  const { operation, states: ended } = following;
  const endedAt = operation.endedAt();
  const settled = await waitForTargets(targets.map(toFound), { session, ended });
  const left = endedAt === undefined ? settled.filter(isTimedOut) : [];
  const now = session.host.clock.now();
  const closed = settled.filter((state) => !left.includes(state));
  following.states = [
    ...ended,
    ...closed.map((state) => countFromEnd(state, now - (endedAt ?? now))),
  ];
  const isFailed = failureOf(following.states, session) !== undefined;
  if (left.length === 0 || isFailed) return;
  await rest(operation);
  const again = left.map(({ target }) => target);
  await waitUntilOver(again, following.openSession(), following);
}

function isTimedOut(state: TargetState): boolean {
  return state.kind === "ended" && state.result.outcome === "timedOut";
}

/** A time-out lasted since the operation ended, whatever was waited before or again. */
function countFromEnd(state: TargetState, elapsedMs: number): TargetState {
  if (state.kind !== "ended" || state.result.outcome !== "timedOut") return state;
  return { ...state, result: { ...state.result, elapsedMs } };
}

import { isDcsError } from "../../errors";
import { pause } from "../../wait/time/pause";
import { failureOf } from "../targets/endings";
import { SEARCH_GRACE_MS } from "../targets/findByName";
import { findTargets } from "../targets/findTargets";
import { isRunning, type TargetState, toFound } from "../targets/targetState";
import { waitForTargets } from "../targets/waitForTargets";
import type { SessionResult, WaitSession } from "../targets/waitSession";

/** Gaps between looks at the list while the operation goes on without a task, in milliseconds. */
const LOOK_GAPS_MS = [1_000, 1_000, 2_000, 5_000];

/** An operation of another provider, such as a resize. */
export interface Operation {
  /** Whether the provider has ended it. */
  readonly isOver: () => boolean;
  /** Calls `wake` when it ends; the returned function ends that. */
  readonly onEnd: (wake: () => void) => () => void;
}

/**
 * Waits for every task of the instance that is unfinished while the operation goes on, or is created
 * by it. After its end the list is asked once more: for some seconds, if there was no task yet, since
 * a task may be listed late.
 *
 * @param openSession - opens a session whose time-out begins now
 */
export async function followOperation(
  operation: Operation,
  openSession: () => WaitSession,
): Promise<SessionResult> {
  let states: readonly TargetState[] = [];
  for (let looks = 0; ; looks += 1) {
    const session = openSession();
    // Read before the look: only a look that begins after the end can be the last one.
    const isLast = operation.isOver();
    const graceMs = isLast && states.length === 0 ? SEARCH_GRACE_MS : 0;
    const except = states.map(({ target }) => target);
    try {
      const found = await findTargets(session, { graceMs, except, isOptional: true });
      if (found.length > 0) {
        states = await waitUntilOver(found.map(toFound), {
          session,
          states,
          operation,
          openSession,
        });
        if (failureOf(states, session) !== undefined) return { states };
      } else if (isLast) {
        return { states };
      } else {
        const gapMs = LOOK_GAPS_MS[looks] ?? Math.max(...LOOK_GAPS_MS);
        await pause(gapMs, session.host.clock, session.signal, operation.onEnd);
      }
    } catch (error) {
      if (!isDcsError(error)) throw error;
      return { states, error };
    }
  }
}

/** What is waited for, and beside what. */
interface Following {
  readonly session: WaitSession;
  /** What has ended already. */
  readonly states: readonly TargetState[];
  readonly operation: Operation;
  readonly openSession: () => WaitSession;
}

/** Waits for tasks. The time-out counts from the end of the operation, if that is later. */
async function waitUntilOver(
  open: Parameters<typeof waitForTargets>[0],
  { session, states, operation, openSession }: Following,
): Promise<readonly TargetState[]> {
  const wasOver = operation.isOver();
  const settled = await waitForTargets(open, { session, ended: states });
  const left = wasOver ? [] : settled.filter(isRunning).filter(({ kind }) => kind === "ended");
  if (left.length === 0) return [...states, ...settled];
  const ended = settled.filter((state) => !left.includes(state));
  return waitUntilOver(
    left.map(({ target }) => toFound(target)),
    { session: openSession(), states: [...states, ...ended], operation, openSession },
  );
}

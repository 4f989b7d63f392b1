import { isDcsError } from "../../errors";
import { failureOf } from "./endings";
import { SEARCH_GRACE_MS } from "./findByName";
import { findMore, findNewer, isReplaced } from "./findNewer";
import { findTargets } from "./findTargets";
import { resumeTargets, type Start } from "./resumeTargets";
import { isSameTarget, type Target } from "./target";
import { hasFailed, isRunning, type TargetState, toFound } from "./targetState";
import { waitForTargets } from "./waitForTargets";
import type { SessionResult, WaitSession } from "./waitSession";

/**
 * Waits for what an earlier run left unfinished and for what is found, until everything has ended. A
 * failed task that a search had found is not final: a newer one is searched for first.
 *
 * @throws {DcsError} what a search throws before anything was waited for
 */
export async function followTargets(session: WaitSession): Promise<SessionResult> {
  const { known } = session;
  const start = known.length > 0 ? await resumeTargets(session) : await begin(session);
  let { open } = start;
  let ended: readonly TargetState[] = start.ended;
  while (open.length > 0) {
    const states = await waitForTargets(open, { session, ended });
    ended = [...ended, ...states];
    const failed = states.filter((state) => hasFailed(state) && isAmong(state.target, known));
    try {
      const newer = failed.length > 0 ? await findNewer(session, ended) : [];
      if (newer.length > 0) {
        ended = ended.filter((state) => !isReplaced(state, newer, session));
        open = newer.map(toFound);
        continue;
      }
      // After a timeout there is no time to search, and the next run resumes what is unfinished.
      const isOver = ended.some(isRunning) || failureOf(ended, session) !== undefined;
      if (session.isSingle || isOver) break;
      open = (await findMore(session, ended)).map(toFound);
    } catch (error) {
      if (!isDcsError(error)) throw error;
      return { states: ended, error };
    }
  }
  return { states: ended };
}

async function begin(session: WaitSession): Promise<Start> {
  const found = await findTargets(session, { graceMs: SEARCH_GRACE_MS });
  return { ended: [], open: found.map(toFound) };
}

function isAmong(target: Target, states: readonly TargetState[]): boolean {
  return states.some((state) => isSameTarget(state.target, target));
}

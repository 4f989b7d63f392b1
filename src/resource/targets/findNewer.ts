import { SEARCH_GRACE_MS } from "./findByName";
import { findTargets } from "./findTargets";
import { isJob, type Target } from "./target";
import { hasFailed, type TargetState } from "./targetState";
import type { WaitSession } from "./waitSession";

/**
 * Finds tasks that were started after those that are known. The provider that started a failed task
 * may have started it again. Empty where the inputs name a task or a job.
 */
export async function findNewer(
  session: WaitSession,
  known: readonly TargetState[],
): Promise<readonly Target[]> {
  const { taskId, jobId } = session.inputs;
  if (taskId !== undefined || jobId !== undefined) return [];
  const except = known.map(({ target }) => target);
  return findTargets(session, { graceMs: SEARCH_GRACE_MS, except, isOptional: true });
}

/** Finds tasks that were started during the wait. Empty where one task is waited for. */
export async function findMore(
  session: WaitSession,
  ended: readonly TargetState[],
): Promise<readonly Target[]> {
  if (session.isSingle) return [];
  // Known tasks may be absent from `ended`: a newer one has replaced them.
  const except = [...session.known, ...ended].map(({ target }) => target);
  return findTargets(session, { except, isOptional: true });
}

/**
 * Whether a newer task replaces one that failed: any task where only the newest counts, otherwise one
 * of the same name.
 */
export function isReplaced(
  state: TargetState,
  newer: readonly Target[],
  { isSingle }: WaitSession,
): boolean {
  if (!hasFailed(state)) return false;
  return newer.some((target) => isSingle || nameOf(target) === nameOf(state.target));
}

function nameOf(target: Target): string | undefined {
  return isJob(target) ? undefined : target.taskName;
}

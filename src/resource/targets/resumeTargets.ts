import { findMore, findNewer, isReplaced } from "./findNewer";
import { readOrKeep } from "./readTargets";
import {
  type FoundState,
  hasFailed,
  isRunning,
  type SeenState,
  statusOf,
  type StoredState,
  type TargetState,
  toFound,
} from "./targetState";
import type { WaitSession } from "./waitSession";

/** A target that has yet to end. */
export type OpenState = FoundState | StoredState | SeenState;

/** Where a wait begins. */
export interface Start {
  /** What has ended already. */
  readonly ended: readonly TargetState[];
  readonly open: readonly OpenState[];
}

/** Sorts what an earlier run has recorded into what has ended and what is waited for. */
export async function resumeTargets(session: WaitSession): Promise<Start> {
  const { known } = session;
  const accepted = known.filter((state) => isAccepted(state, session));
  const failed = known.filter((state) => hasFailed(state) && !accepted.includes(state));
  const running = known.filter((state) => !accepted.includes(state) && !failed.includes(state));
  const newer = failed.length > 0 ? await findNewer(session, known) : [];
  const left = failed.filter((state) => !isReplaced(state, newer, session));
  // The service may have repeated a failed task under the same id.
  const looked = await Promise.all(left.map((state) => readOrKeep(state, session)));
  const again = looked.filter(isOpen);
  const ended = [...accepted, ...looked.filter((state) => !isOpen(state))];
  const open = [...running, ...again, ...newer.map(toFound)];
  if (open.length > 0 || looked.length > 0) return { ended, open };
  // An interrupted run may have missed what was started during its wait.
  return { ended, open: (await findMore(session, ended)).map(toFound) };
}

/** Whether a look has found that the task goes on. */
function isOpen(state: TargetState): state is OpenState {
  return state.kind !== "ended" && state.kind !== "broken" && isRunning(state);
}

/** Whether an earlier run has recorded an end that the inputs accept. What is unknown may be known by now. */
function isAccepted(state: StoredState, { inputs }: WaitSession): boolean {
  const status = statusOf(state);
  return status === "SUCCEEDED" || (status === "FAILED" && inputs.onFailure === "record");
}

import {
  settleBackgroundTask,
  settleJob,
  type WaitForBackgroundTaskOptions,
} from "../../client/tasks/waitForBackgroundTask";
import { type ChildSignal, childSignal } from "../../wait/time/orAborted";
import type { WaitResult, WaitStatus } from "../../waitResult";
import { statusOfAnswer } from "./readTarget";
import type { OpenState } from "./resumeTargets";
import { isJob, type Target } from "./target";
import {
  answerOf,
  type FoundState,
  isRunning,
  type SeenState,
  type TargetState,
} from "./targetState";
import { msLeft, toBounds, type WaitSession } from "./waitSession";

/** The session that the targets belong to. */
interface Wait {
  readonly session: WaitSession;
  /** What has ended before, which the progress includes. */
  readonly ended: readonly TargetState[];
}

/**
 * Waits for all targets at once until each has ended. Never rejects: an error becomes part of the
 * state of its target. An error ends all waits, and so does a failure that the inputs do not accept.
 */
export async function waitForTargets(
  open: readonly OpenState[],
  { session, ended }: Wait,
): Promise<TargetState[]> {
  const stop = childSignal(session.signal);
  const states: TargetState[] = open.map(reopen);
  const waits = open.map(async (state, index) => {
    states[index] = await settle(reopen(state), session, {
      stop,
      onProgress: (seen, status) => {
        states[index] = seen;
        const isLast = states.every((one, at) => at === index || !isRunning(one));
        // A gap of 0 says that the whole wait is over.
        const nextDelayMs = isLast ? status.nextDelayMs : Math.max(status.nextDelayMs, 1);
        session.onProgress([...ended, ...states], { ...status, nextDelayMs });
      },
    });
  });
  await Promise.all(waits);
  stop.end();
  return states;
}

/** A target as its wait begins: an earlier answer still tells how far it was. */
function reopen(state: OpenState): FoundState | SeenState {
  const { target } = state;
  const answer = answerOf(state);
  return answer
    ? { kind: "seen", target, status: "RUNNING", answer, attempts: 0 }
    : { kind: "found", target };
}

/** What the waits of all targets share. */
interface Together {
  /** Ends all waits. */
  readonly stop: ChildSignal;
  readonly onProgress: (seen: SeenState, status: WaitStatus) => void;
}

async function settle(
  start: FoundState | SeenState,
  session: WaitSession,
  { stop, onProgress }: Together,
): Promise<TargetState> {
  const { target } = start;
  const seen = answerOf(start);
  let last = start;
  try {
    const result = await waitForTarget(target, session, {
      timeoutMs: msLeft(session),
      ...toBounds(session.inputs),
      clock: session.host.clock,
      seen,
      signal: stop.signal,
      onProgress: (answer, status) => {
        const state = statusOfAnswer(answer) ?? "RUNNING";
        const { attempts } = status;
        const answeredAt = session.host.clock.now();
        last = { kind: "seen", target, status: state, answer, answeredAt, attempts };
        onProgress(last, status);
      },
      onTrouble: (error, { nextDelayMs }) => {
        session.onTrouble(error, nextDelayMs, { wasSeen: last.kind === "seen" });
      },
    });
    if (result.outcome !== "succeeded" && session.inputs.onFailure === "error") stop.end();
    return { kind: "ended", target, result };
  } catch (thrown) {
    stop.end();
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { kind: "broken", target, error, last };
  }
}

function waitForTarget(
  target: Target,
  { client, inputs: { instanceId } }: WaitSession,
  options: WaitForBackgroundTaskOptions,
): Promise<WaitResult> {
  return isJob(target)
    ? settleJob(client, target, options)
    : settleBackgroundTask(client, { instanceId, taskId: target.taskId }, options);
}

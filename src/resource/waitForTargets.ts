import type { DcsClient } from "../client/dcsClient";
import {
  settleBackgroundTask,
  settleJob,
  type WaitForBackgroundTaskOptions,
} from "../client/tasks/waitForBackgroundTask";
import { childSignal } from "../wait/orAborted";
import type { WaitResult, WaitStatus } from "../wait/waitResult";
import { statusOf } from "./readTarget";
import { toStatus } from "./state";
import type { Target, TargetState } from "./target";

/** Where and how targets are waited for. */
export interface TargetWait {
  readonly client: DcsClient;
  readonly instanceId: string;
  /** Of each single wait. */
  readonly options: Omit<WaitForBackgroundTaskOptions, "onProgress" | "signal">;
  readonly signal: AbortSignal;
  /** Whether the others are let go when one has failed. */
  readonly stopsOnFailure: boolean;
  /** Called with all states whenever one has changed. */
  readonly onProgress: (states: readonly TargetState[], status: WaitStatus) => void;
}

/**
 * Waits until all have ended, together, from what is known of each. Never rejects: an error is in the
 * state that it is of.
 */
export async function waitForTargets(
  open: readonly TargetState[],
  wait: TargetWait,
): Promise<TargetState[]> {
  const own = childSignal(wait.signal);
  const states: TargetState[] = open.map(({ target, answer }) => ({
    target,
    status: "RUNNING",
    ...(answer && { answer }),
    attempts: 0,
  }));
  const waits = open.map(async ({ target, answer: seen }, index) => {
    const change = (changed: Partial<TargetState>) => {
      states[index] = { target, status: "RUNNING", attempts: 0, ...states[index], ...changed };
    };
    try {
      const result = await waitForOne(target, wait, {
        ...wait.options,
        seen,
        signal: own.signal,
        onProgress: (answer, status) => {
          change({ answer, attempts: status.attempts, status: statusOf(answer) ?? "RUNNING" });
          const isLast = states.every((one, at) => at === index || one.status !== "RUNNING");
          // 0 means that the wait is over, which it is with the last one.
          const nextDelayMs = isLast ? status.nextDelayMs : Math.max(status.nextDelayMs, 1);
          wait.onProgress(states, { ...status, nextDelayMs });
        },
      });
      const { outcome, lastProgress: answer, attempts } = result;
      change({ status: toStatus(outcome), answer, attempts, result });
      if (wait.stopsOnFailure && outcome !== "succeeded") own.end();
    } catch (error) {
      change({ status: "RUNNING", error: error as Error });
      own.end();
    }
  });
  await Promise.all(waits);
  own.end();
  return states;
}

function waitForOne(
  target: Target,
  { client, instanceId }: TargetWait,
  options: WaitForBackgroundTaskOptions,
): Promise<WaitResult> {
  return "jobId" in target
    ? settleJob(client, target, options)
    : settleBackgroundTask(client, { instanceId, taskId: target.taskId }, options);
}

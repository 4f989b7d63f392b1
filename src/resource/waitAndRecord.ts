import type { DcsClient } from "../client/dcsClient";
import { waitForBackgroundTask } from "../client/waitForBackgroundTask";
import { isDcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import { classify } from "../wait/classify";
import type { WaitOutcome } from "../wait/waitResult";
import { parseDuration } from "./duration";
import type { Host } from "./host";
import type { BackgroundTaskInputs } from "./inputs";
import { LiveLine } from "./liveLine";
import { PartialFailure } from "./partialFailure";
import { explainOutcome } from "./report";
import {
  assembleState,
  type BackgroundTaskState,
  type BackgroundTaskStatus,
  toResult,
  toStatus,
} from "./state";

/**
 * Waits for the task of `inputs`, showing its progress, and gives the state to save.
 *
 * @throws {PartialFailure} with the state so far, when the task did not end well or in time
 * @throws {DcsError} when nothing was learnt of the task at all
 */
export async function waitAndRecord(
  host: Host,
  client: DcsClient,
  inputs: BackgroundTaskInputs,
  operation: "create" | "update",
): Promise<BackgroundTaskState> {
  const projectId = await client.projectId({ signal: host.cancelled });
  const place = { region: client.region, projectId };
  const save = (status: BackgroundTaskStatus, answer: TaskProgress | undefined, asked: number) =>
    assembleState(inputs, place, toResult(inputs.taskId, status, answer, asked));

  if (!inputs.wait) {
    const answer = await client.showBackgroundTaskProgress(inputs, { signal: host.cancelled });
    return save(statusOf(answer), answer, 1);
  }

  const timeoutSeconds =
    parseDuration(inputs.__timeouts?.[operation] ?? "") ?? inputs.timeoutSeconds;
  let seen: { readonly answer: TaskProgress; readonly attempts: number } | undefined;
  const line = new LiveLine({
    row: host.row(inputs.__urn),
    onTerminal: host.onTerminal,
    now: () => host.clock.now(),
  });
  line.start();
  const result = await waitForBackgroundTask(client, inputs, {
    timeoutMs: timeoutSeconds * 1000,
    minDelayMs: inputs.poll.minSeconds * 1000,
    maxDelayMs: inputs.poll.maxSeconds * 1000,
    signal: host.cancelled,
    clock: host.clock,
    onProgress: (answer, status) => {
      seen = { answer, attempts: status.attempts };
      line.progress(answer, status);
    },
    onTrouble: (error) => {
      line.trouble(error);
    },
  })
    .then((ended) => {
      line.end(ended);
      return ended;
    })
    .catch((error: unknown) => {
      if (!seen || !isDcsError(error)) throw error;
      const state = save("RUNNING", seen.answer, seen.attempts);
      throw new PartialFailure(error, inputs.instanceId, state);
    })
    .finally(() => line.stop());

  const state = save(toStatus(result.outcome), result.lastProgress, result.attempts);
  const { outcome } = result;
  if (outcome === "succeeded" || isAccepted(inputs, outcome)) return state;
  const error = explainOutcome(inputs, { ...result, outcome }, timeoutSeconds);
  throw new PartialFailure(error, inputs.instanceId, state);
}

/** What one answer alone is recorded as. */
export function statusOf(answer: TaskProgress): BackgroundTaskStatus {
  switch (classify(answer)) {
    case "succeeded":
      return "SUCCEEDED";
    case "failed":
      return "FAILED";
    case "running":
    case "settling":
      return "RUNNING";
    case "malformed":
      return "UNKNOWN";
  }
}

function isAccepted(
  inputs: BackgroundTaskInputs,
  outcome: Exclude<WaitOutcome, "succeeded">,
): boolean {
  switch (outcome) {
    case "failed":
    case "lost":
      return inputs.onFailure === "record";
    case "timedOut":
      return inputs.onTimeout === "record";
    case "aborted":
      return false;
  }
}

import { DcsError } from "../../errors";
import type { WaitOutcome } from "../../waitResult";
import type { BackgroundTaskInputs } from "../properties/inputs";
import type { Circumstances } from "./adviseNext";
import { type BadEnding, explainEnding, isUnseenEnding } from "./explainEnding";
import { answerOf, statusOf, type TargetState } from "./targetState";
import type { WaitSession } from "./waitSession";

/** What decides whether an ending is accepted. */
export type Judgement = Pick<WaitSession, "inputs" | "isResumable" | "timeoutSeconds" | "signal">;

/** The error for endings that the inputs do not accept; `undefined` if they accept all of them. */
export function failureOf(states: readonly TargetState[], judgement: Judgement): Error | undefined {
  for (const state of states) if (state.kind === "broken") return state.error;
  const errors = states.flatMap((state) => {
    const ending = badEndingOf(state);
    if (!ending || isAccepted(judgement.inputs, ending.outcome)) return [];
    // Skip waits that were only aborted because another one failed.
    if (ending.outcome === "aborted" && !judgement.signal.aborted) return [];
    return [explain(state, ending, judgement)];
  });
  const [first, ...others] = errors;
  if (!first || others.length === 0) return first;
  return new DcsError(first.code, errors.map(({ message }) => message).join("\n"));
}

/** Endings of this run that were accepted although they are no success: a text for each. */
export function acceptedEndings(
  states: readonly TargetState[],
  judgement: Judgement,
): readonly string[] {
  return states.flatMap((state) => {
    const isNews = state.kind === "ended" || state.kind === "seen";
    const ending = isNews && badEndingOf(state);
    if (!ending || !isAccepted(judgement.inputs, ending.outcome)) return [];
    return [`recorded, not an error: ${explain(state, ending, judgement).message}`];
  });
}

/** How a target ended, if that is no success. */
function badEndingOf(state: TargetState): BadEnding | undefined {
  if (state.kind === "ended") {
    const { outcome } = state.result;
    return outcome === "succeeded" ? undefined : { ...state.result, outcome };
  }
  const lastProgress = answerOf(state);
  switch (statusOf(state)) {
    case "FAILED":
      return { outcome: "failed", ...(lastProgress && { lastProgress }) };
    case "UNKNOWN":
      return { outcome: "lost", ...(lastProgress && { lastProgress }) };
    case "SUCCEEDED":
    case "RUNNING":
    case "NONE":
      return undefined;
  }
}

function explain(
  { target }: TargetState,
  ending: BadEnding,
  { inputs, isResumable, timeoutSeconds }: Judgement,
): DcsError {
  return explainEnding(ending, {
    target,
    instanceId: inputs.instanceId,
    timeoutSeconds,
    given: givenBy(inputs),
    isRecorded: isAccepted(inputs, ending.outcome),
    isResumable,
  });
}

/** Whether nothing says that the task exists: its id was given, and there was no answer about it. */
export function isUnseen(state: TargetState, inputs: BackgroundTaskInputs): boolean {
  if (state.kind === "broken") return isUnseen(state.last, inputs);
  if (state.kind === "found") return true;
  const ending = badEndingOf(state);
  return ending?.outcome === "aborted" && isUnseenEnding(ending, { given: givenBy(inputs) });
}

function givenBy({ taskId, jobId }: BackgroundTaskInputs): Circumstances["given"] {
  if (taskId !== undefined) return "taskId";
  return jobId === undefined ? "taskName" : "jobId";
}

function isAccepted(inputs: BackgroundTaskInputs, outcome: WaitOutcome): boolean {
  // A look without a wait records whatever it sees.
  if (!inputs.wait) return true;
  switch (outcome) {
    case "succeeded":
      return true;
    case "failed":
    case "lost":
      return inputs.onFailure === "record";
    case "timedOut":
      return inputs.onTimeout === "record";
    case "aborted":
      return false;
  }
}

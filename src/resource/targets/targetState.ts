import type { TaskProgress } from "../../taskProgress";
import type { WaitOutcome, WaitResult } from "../../waitResult";
import {
  answerOfResult,
  type BackgroundTaskStatus,
  composeResult,
  statusOfResult,
  type TaskResult,
} from "../properties/taskResult";
import { isJob, type Target } from "./target";

/** Found, and not asked about yet. */
export interface FoundState {
  readonly kind: "found";
  readonly target: Target;
}

/** As an earlier run recorded it. */
export interface StoredState {
  readonly kind: "stored";
  readonly target: Target;
  readonly result: TaskResult;
}

/** Looked at in this run. */
export interface SeenState {
  readonly kind: "seen";
  readonly target: Target;
  readonly status: BackgroundTaskStatus;
  /** The last readable answer; absent where only the task list knew the task. */
  readonly answer?: TaskProgress | undefined;
  /** When it was answered, on the host's clock; absent outside of a wait. */
  readonly answeredAt?: number;
  /** Queries made for it. */
  readonly attempts: number;
}

/** Waited for in this run until the wait ended. */
interface EndedState {
  readonly kind: "ended";
  readonly target: Target;
  readonly result: WaitResult;
}

/** Given up because of an error that further requests cannot fix. */
interface BrokenState {
  readonly kind: "broken";
  readonly target: Target;
  readonly error: Error;
  /** What was known when the error came. */
  readonly last: FoundState | StoredState | SeenState;
}

/** What is known of one target. */
export type TargetState = FoundState | StoredState | SeenState | EndedState | BrokenState;

/** A target as an earlier run recorded it. */
export function toStored(target: Target, result: TaskResult): StoredState {
  return { kind: "stored", target, result };
}

/** A target that has been found. */
export function toFound(target: Target): FoundState {
  return { kind: "found", target };
}

/** How the task stood when it was last looked at. */
export function statusOf(state: TargetState): BackgroundTaskStatus {
  switch (state.kind) {
    case "found":
      return "RUNNING";
    case "stored":
      return statusOfResult(state.result);
    case "seen":
      return state.status;
    case "ended":
      return statusOfOutcome(state.result.outcome);
    case "broken":
      return statusOf(state.last);
  }
}

/** The last readable answer. */
export function answerOf(state: TargetState): TaskProgress | undefined {
  switch (state.kind) {
    case "found":
      return undefined;
    case "stored":
      return answerOfResult(state.result);
    case "seen":
      return state.answer;
    case "ended":
      return state.result.lastProgress;
    case "broken":
      return answerOf(state.last);
  }
}

/** Queries made for it, by the run that learnt what is known. */
export function attemptsOf(state: TargetState): number {
  switch (state.kind) {
    case "found":
      return 0;
    case "seen":
      return state.attempts;
    case "stored":
    case "ended":
      return state.result.attempts;
    case "broken":
      return attemptsOf(state.last);
  }
}

/** What the state keeps of a target. */
export function resultOf(state: TargetState): TaskResult {
  if (state.kind === "broken") return resultOf(state.last);
  if (state.kind === "stored") return state.result;
  const { target } = state;
  return composeResult({
    ...(!isJob(target) && { taskId: target.taskId, taskName: target.taskName }),
    status: statusOf(state),
    answer: answerOf(state),
    attempts: attemptsOf(state),
  });
}

/** Whether the task failed, or its record was lost. */
export function hasFailed(state: TargetState): boolean {
  return ["FAILED", "UNKNOWN"].includes(statusOf(state));
}

/** Whether the task had not ended when it was last looked at. */
export function isRunning(state: TargetState): boolean {
  return statusOf(state) === "RUNNING";
}

/** The status that the end of a wait is recorded as. */
export function statusOfOutcome(outcome: WaitOutcome): BackgroundTaskStatus {
  switch (outcome) {
    case "succeeded":
      return "SUCCEEDED";
    case "failed":
      return "FAILED";
    case "timedOut":
    case "aborted":
      return "RUNNING";
    case "lost":
      return "UNKNOWN";
  }
}

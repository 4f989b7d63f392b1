import type { TaskProgress } from "../taskProgress";
import { classify } from "../wait/classify";
import { inputNames } from "./inputs";
import { savedResult, taskResultNames, toResult } from "./state";
import { describeTarget, type Target, type TargetState, type TaskResult } from "./target";

type Properties = Readonly<Record<string, unknown>>;

/** In what the resources of this package differ; all else of their life is the same. */
export interface WaitKind {
  /** Names of the inputs. */
  readonly inputNames: readonly string[];
  /** Names of the outputs that tell of the tasks. */
  readonly resultNames: readonly string[];
  /** Whether the newest task that is found is enough. */
  readonly isSingle: boolean;
  /** What inputs name, for people. Makes no request. */
  describe(inputs: Properties, isUnknown: (value: unknown) => boolean): string;
  /** One view over all states, for the line on screen. */
  combine(states: readonly TargetState[]): TaskProgress;
  /** The outputs that tell of the tasks. */
  toResult(states: readonly TargetState[]): object;
  /** The tasks that the outputs tell of. */
  statesOf(outputs: Properties): TargetState[];
}

const nothing: TaskProgress = { progress: 0, stepDetails: [] };

/** One task, whose result are the outputs. */
export const oneTask: WaitKind = {
  inputNames,
  resultNames: taskResultNames,
  isSingle: true,
  describe: describeTarget,
  combine: ([state]) => state?.answer ?? nothing,
  toResult: ([state]) => toResult(state),
  statesOf(outputs) {
    const saved = savedResult(outputs) as unknown as TaskResult;
    const { jobId } = outputs;
    if (saved.taskId !== undefined) return [toState(saved)];
    return typeof jobId === "string" ? [toState(saved, { jobId })] : [];
  },
};

/** A saved result as the state of its task, or of another target. */
export function toState(saved: TaskResult, other?: Target): TargetState {
  const { taskId = "", taskName, status, progress, remainTime, stepDetails, attempts } = saved;
  const answer = { progress, ...(remainTime !== undefined && { remainTime }), stepDetails };
  return {
    target: other ?? { taskId, ...(taskName !== undefined && { taskName }) },
    status,
    // A state may have been written by anyone.
    ...(classify(answer) !== "malformed" && { answer }),
    attempts,
    saved,
  };
}

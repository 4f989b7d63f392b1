import type { StepDetail, TaskProgress } from "../taskProgress";
import { instanceTasksInputNames } from "./inputs";
import { toResult } from "./state";
import {
  describeNames,
  type BackgroundTaskStatus,
  type TargetState,
  type TaskResult,
} from "./target";
import { toState, type WaitKind } from "./waitKind";

/** Every task of an instance, each with its result in the list `tasks`. */
export const allTasks: WaitKind = {
  inputNames: instanceTasksInputNames,
  resultNames: ["status", "progress", "tasks", "attempts"],
  isSingle: false,
  describe: ({ taskName }, isUnknown) => `every unfinished ${describeNames(taskName, isUnknown)}`,
  combine,
  toResult: (states) => ({
    status: worst(states),
    progress: meanProgress(states),
    tasks: states.map(toResult),
    attempts: states.reduce((sum, { attempts }) => sum + attempts, 0),
  }),
  statesOf: ({ tasks }) =>
    Array.isArray(tasks) ? tasks.filter(isResult).map((saved) => toState(saved)) : [],
};

/** All tasks as one, of which each is a step: the line then tells which one is under way. */
function combine(states: readonly TargetState[]): TaskProgress {
  const left = states.map(({ answer }) => answer?.remainTime ?? 0);
  const remainTime = Math.max(...left, 0);
  return {
    progress: meanProgress(states),
    ...(remainTime > 0 && { remainTime }),
    stepDetails: states.map(toStep),
  };
}

/** A state may have been written by anybody, so a status may be any word. */
const stepWords: ReadonlyMap<string, string> = new Map<BackgroundTaskStatus, string>([
  ["SUCCEEDED", "FINISH"],
  ["FAILED", "FAILED"],
  ["RUNNING", "EXECUTING"],
  ["UNKNOWN", "UNKNOWN"],
  ["NONE", "WAITING"],
]);

function toStep({ target, status, answer }: TargetState): StepDetail {
  const name = ("taskName" in target && target.taskName) || "task";
  const steps = answer?.stepDetails ?? [];
  const current = steps.find(({ stepStatus }) => stepStatus === "EXECUTING");
  const isWaiting = status === "RUNNING" && !current;
  return {
    // The line counts "1/3", and is to say of what.
    stepName: `tasks · ${name}`,
    stepStatus: isWaiting ? "WAITING" : (stepWords.get(status) ?? "UNKNOWN"),
    subStepDetails: current
      ? [{ subStepName: current.stepName ?? "step", subStepStatus: "EXECUTING" }]
      : [],
  };
}

function meanProgress(states: readonly TargetState[]): number {
  if (states.length === 0) return 0;
  const sum = states.reduce((total, { answer }) => total + (answer?.progress ?? 0), 0);
  return Math.floor(sum / states.length);
}

/** The worst first. */
const ranking: readonly BackgroundTaskStatus[] = ["FAILED", "UNKNOWN", "RUNNING", "SUCCEEDED"];

function worst(states: readonly TargetState[]): BackgroundTaskStatus {
  return ranking.find((word) => states.some(({ status }) => status === word)) ?? "NONE";
}

function isResult(value: unknown): value is TaskResult {
  return (
    typeof value === "object" &&
    value !== null &&
    "taskId" in value &&
    typeof value.taskId === "string" &&
    "stepDetails" in value &&
    Array.isArray(value.stepDetails)
  );
}

import type { Summary } from "../display/statusLine";
import type { GroupedTask, TaskGroup } from "../display/taskGroup";
import type { WaitOutcome } from "../waitResult";
import { describeNames } from "./properties/taskNames";
import { type BackgroundTaskStatus, parseResult } from "./properties/taskResult";
import { isJob, toTaskTarget } from "./targets/target";
import {
  answerOf,
  attemptsOf,
  resultOf,
  statusOf,
  type StoredState,
  type TargetState,
  toStored,
} from "./targets/targetState";
import type { WaitKind } from "./waitKind";

/** Every task of an instance, each with its result in the list `tasks`. */
export const allTasks: WaitKind = {
  resource: "InstanceTasks",
  isSingle: false,
  describe: ({ taskName }, isUnknown) => `every unfinished ${describeNames(taskName, isUnknown)}`,
  view,
  summarize,
  toResult: (states) => ({
    status: statusRanking.find((one) => states.some((state) => statusOf(state) === one)) ?? "NONE",
    progress: meanProgress(states) ?? 0,
    tasks: states.map(resultOf),
    attempts: states.reduce((sum, state) => sum + attemptsOf(state), 0),
  }),
  statesOf: ({ tasks }) => (Array.isArray(tasks) ? tasks.flatMap(parseTask) : []),
};

/** The worst first. */
const statusRanking: readonly BackgroundTaskStatus[] = [
  "FAILED",
  "UNKNOWN",
  "RUNNING",
  "SUCCEEDED",
];
/** The worst first. */
const outcomeRanking: readonly WaitOutcome[] = [
  "failed",
  "lost",
  "timedOut",
  "aborted",
  "succeeded",
];

function view(states: readonly TargetState[], now: number): TaskGroup {
  const remainTime = Math.max(0, ...states.map((state) => secondsLeft(state, now)));
  return { ...groupOf(states), ...(remainTime > 0 && { remainTime }) };
}

function groupOf(states: readonly TargetState[]): TaskGroup {
  return { progress: meanProgress(states), tasks: states.map(toGroupedTask) };
}

/** The last estimate, less the time since; 0 or less if there is none, or it has run out. */
function secondsLeft(state: TargetState, now: number): number {
  const { answeredAt = now } = state.kind === "seen" ? state : {};
  return (answerOf(state)?.remainTime ?? 0) - (now - answeredAt) / 1000;
}

function toGroupedTask(state: TargetState): GroupedTask {
  const { target } = state;
  const status = statusOf(state);
  const steps = answerOf(state)?.stepDetails ?? [];
  const current = steps.find(({ stepStatus }) => stepStatus === "EXECUTING");
  return {
    name: isJob(target) ? undefined : target.taskName,
    state: status === "RUNNING" ? (current ? "running" : "waiting") : groupStates[status],
    step: current && (current.stepName ?? "step"),
    stepDetails: steps,
  };
}

const groupStates: Readonly<
  Record<Exclude<BackgroundTaskStatus, "RUNNING">, GroupedTask["state"]>
> = { SUCCEEDED: "succeeded", FAILED: "failed", UNKNOWN: "unknown", NONE: "waiting" };

/** Percent, rounded down; a task without a percentage counts as 0. `undefined` if none has one. */
function meanProgress(states: readonly TargetState[]): number | undefined {
  const all = states.map((state) => answerOf(state)?.progress);
  if (all.every((one) => one === undefined)) return undefined;
  return Math.floor(all.reduce<number>((sum, one = 0) => sum + one, 0) / all.length);
}

/** The worst ending stands for all of them. */
function summarize(states: readonly TargetState[]): Summary | undefined {
  const results = states.flatMap((state) => (state.kind === "ended" ? [state.result] : []));
  const worst = outcomeRanking.find((one) => results.some(({ outcome }) => outcome === one));
  if (worst === undefined) return undefined;
  return {
    outcome: worst,
    lastProgress: groupOf(states),
    attempts: results.reduce((sum, { attempts }) => sum + attempts, 0),
    elapsedMs: Math.max(...results.map(({ elapsedMs }) => elapsedMs)),
  };
}

function parseTask(value: unknown): StoredState[] {
  if (typeof value !== "object" || value === null) return [];
  const result = parseResult({ ...value });
  const { taskId, taskName, stepDetails }: Partial<typeof result> = result;
  if (typeof taskId !== "string" || !Array.isArray(stepDetails)) return [];
  return [toStored(toTaskTarget(taskId, taskName), result)];
}

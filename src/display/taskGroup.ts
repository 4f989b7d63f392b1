import type { StepDetail } from "../taskProgress";
import { shortName } from "./terminalText";

/** One of several tasks that a line shows together. */
export interface GroupedTask {
  /** Name of the task, such as `EXTEND`. Default: `task`. */
  readonly name?: string | undefined;
  readonly state: "waiting" | "running" | "succeeded" | "failed" | "unknown";
  /** Name of the step under way; absent where none is. */
  readonly step?: string | undefined;
  /** All steps, for the line of this task alone. */
  readonly stepDetails?: readonly StepDetail[] | undefined;
}

/** Several tasks that one line shows together. */
export interface TaskGroup {
  /** Percent, 0-100; absent where the service gave none. */
  readonly progress?: number | undefined;
  /** Seconds until the last task ends, as the service estimates them. */
  readonly remainTime?: number | undefined;
  readonly tasks: readonly GroupedTask[];
}

/**
 * The task under way: `2/3 tasks · EXTEND > copy data`; empty where all have succeeded. One task alone is
 * not counted: `EXTEND · 2/3 copy data`.
 *
 * @param describeSteps - renders the step of one task, such as `2/3 copy data`
 */
export function describeGroup({ tasks }: TaskGroup, describeSteps: DescribeSteps): string {
  const index = currentTask(tasks);
  const task = tasks[index];
  if (!task) return "";
  if (tasks.length === 1) return describeAlone(task, describeSteps);
  const step = task.step === undefined ? "" : ` > ${shortName(task.step) || "step"}`;
  return `${index + 1}/${tasks.length} tasks · ${nameOf(task)}${step}${stateOf(task)}`;
}

type DescribeSteps = (steps: readonly StepDetail[]) => string;

/** A step says its state itself; that a record is gone no step says. */
function describeAlone(task: GroupedTask, describeSteps: DescribeSteps): string {
  const { state, stepDetails = [] } = task;
  const activity = describeSteps(stepDetails);
  if (!activity || state === "unknown") return nameOf(task) + stateOf(task);
  return `${nameOf(task)} · ${activity}`;
}

function nameOf({ name }: GroupedTask): string {
  return shortName(name) || "task";
}

function stateOf({ state }: GroupedTask): string {
  return state === "running" ? "" : ` (${state})`;
}

/** A failed task matters most, then one that is running. */
function currentTask(tasks: readonly GroupedTask[]): number {
  for (const wanted of ["failed", "running"]) {
    const found = tasks.findIndex(({ state }) => state === wanted);
    if (found >= 0) return found;
  }
  return tasks.findIndex(({ state }) => state !== "succeeded");
}

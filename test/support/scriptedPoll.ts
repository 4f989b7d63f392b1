import type { StepDetail, SubStepDetail, TaskProgress } from "../../src/taskProgress";
import type { Clock } from "../../src/wait/time/clock";

/** A poll function with scripted answers, and a record of its calls. */
export interface ScriptedPoll {
  readonly poll: (signal: AbortSignal) => Promise<TaskProgress>;
  /** When each query was made, on the clock. */
  readonly askedAt: readonly number[];
  /** The signal of each query. */
  readonly signals: readonly AbortSignal[];
  /** The gaps between the queries, in milliseconds. */
  gaps(): number[];
}

/**
 * Returns the answers in order, and repeats the last. An `Error` is thrown, a function is called with
 * the query's signal, and any other value is returned unchanged, valid or not.
 */
export function scriptedPoll(clock: Clock, answers: readonly unknown[]): ScriptedPoll {
  const askedAt: number[] = [];
  const signals: AbortSignal[] = [];
  return {
    askedAt,
    signals,
    gaps: () => askedAt.slice(1).map((at, index) => at - (askedAt[index] ?? 0)),
    poll: async (signal) => {
      const answer = answers[Math.min(askedAt.length, answers.length - 1)];
      askedAt.push(clock.now());
      signals.push(signal);
      if (answer instanceof Error) throw answer;
      return (await (typeof answer === "function"
        ? (answer as (signal: AbortSignal) => unknown)(signal)
        : answer)) as TaskProgress;
    },
  };
}

/** An answer that never comes, even after an abort. */
export const silence = (): Promise<never> => new Promise<never>(() => undefined);

/** A step with sub-steps, by their status words. */
export function step(stepStatus: string, ...subStepStatuses: string[]): StepDetail {
  const subStepDetails: SubStepDetail[] = subStepStatuses.map((subStepStatus) => ({
    subStepStatus,
  }));
  return { stepStatus, subStepDetails };
}

/** A running task. */
export function running(progress: number, remainTime?: number): TaskProgress {
  return {
    progress,
    ...(remainTime !== undefined && { remainTime }),
    stepDetails: [step("EXECUTING")],
  };
}

/** A task that has succeeded. */
export const done: TaskProgress = { progress: 100, remainTime: 0, stepDetails: [step("FINISH")] };

/** A task with a failed step. */
export const broken: TaskProgress = { progress: 40, stepDetails: [step("FAILED", "FAILED")] };

/** 100 % with an unfinished step. */
export const settling: TaskProgress = { progress: 100, stepDetails: [step("EXECUTING")] };

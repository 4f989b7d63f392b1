/**
 * `"waiting"`: nobody has asked for it, it cannot be found yet, or its work has not begun.
 * `"purged"`: its record is gone.
 */
export type TaskState = "waiting" | "running" | "succeeded" | "failed" | "purged";

/** What the simulator itself knows of a task: the truth to compare a client's view with. */
export interface TaskRecord {
  /** Name of the scenario that the task plays. */
  readonly scenario: string;
  /** The task's id. */
  readonly taskId: string;
  /** Id of the job that started it. */
  readonly jobId: string;
  /** How it stands now. */
  readonly state: TaskState;
  /** Percent, 0-100; of a task with a literal answer the number in it, else 0. */
  readonly progress: number;
  /** How many progress queries with a good signature there were for it, those with a fault included. */
  readonly asked: number;
  /** Milliseconds since 1970 by the simulator's clock. */
  readonly createdAt: number;
  /** When its work began; absent before. */
  readonly startedAt?: number | undefined;
  /** When it succeeded or failed; absent before. */
  readonly endedAt?: number | undefined;
}

/** Where a task stands at one moment, whether its record is still there or not. */
export interface TaskMoment {
  readonly phase: "waiting" | "running" | "settling" | "succeeded" | "failed";
  readonly workMs: number;
  readonly progress: number;
}

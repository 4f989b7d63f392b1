/**
 * `"waiting"`: it was not queried yet, it is not found yet, or its work has not begun.
 * `"purged"`: its record was deleted.
 */
export type TaskState = "waiting" | "running" | "succeeded" | "failed" | "purged";

/** The simulator's own view of a task, to compare a client's view with. */
export interface TaskRecord {
  /** Name of the scenario that the task plays. */
  readonly scenario: string;
  /** The task's id. */
  readonly taskId: string;
  /** Id of the job that started it. */
  readonly jobId: string;
  /** Its current state. */
  readonly state: TaskState;
  /** Percent, 0-100; for a scenario with `answer` the number in that answer, or 0. */
  readonly progress: number;
  /** Number of progress queries with a valid signature, including those with a fault. */
  readonly asked: number;
  /** Milliseconds since 1970 by the simulator's clock. */
  readonly createdAt: number;
  /** When its work began; absent until then. */
  readonly startedAt?: number | undefined;
  /** When it succeeded or failed; absent until then. */
  readonly endedAt?: number | undefined;
}

/** The state of a task at one moment, whether or not its record still exists. */
export interface TaskMoment {
  readonly phase: "waiting" | "running" | "settling" | "succeeded" | "failed";
  readonly workMs: number;
  readonly progress: number;
}

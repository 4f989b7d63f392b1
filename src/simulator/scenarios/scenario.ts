/** A part of a step. Sub-steps run in sequence from the start of their step. */
export interface SubStepScript {
  /** Shown as `sub_step_name`. */
  readonly name: string;
  /** Duration in seconds. */
  readonly seconds: number;
  /** The service's free text about a sub-step; the vendor's sample shows brace text that is not JSON. */
  readonly detail?: string | undefined;
  /** Error code, such as `DCS.4842`: the sub-step fails at the end of its time, and the task with it. */
  readonly fails?: string | undefined;
}

/** One step of a task. Steps run in sequence. */
export interface StepScript {
  /** Shown as `step_name`. */
  readonly name: string;
  /** Duration in seconds. Default: the sum of its sub-steps. */
  readonly seconds?: number | undefined;
  /** Error code: the step fails at the end of its time, and the task with it. */
  readonly fails?: string | undefined;
  /** An `error_code` on a healthy step, as in the vendor's sample. */
  readonly healthyCode?: string | undefined;
  /** In order, from the start of the step. Default: none. */
  readonly subSteps?: readonly SubStepScript[] | undefined;
}

/** A pause of the task at a percentage. */
export interface Stall {
  /** 0 or more, less than 100. */
  readonly atPercent: number;
  /** Length of the pause in seconds. */
  readonly seconds: number;
}

/**
 * A fault of certain progress queries of the task. With `status`, `body` or `contentType` it replaces
 * the whole answer (default status 200); without them it only delays the normal answer or adds headers.
 */
export interface Fault {
  /** Progress queries of this task with a valid signature, counted from 1: one, or first and last. */
  readonly request: number | readonly [number, number];
  /** HTTP status of the answer. Default 200 if the fault replaces the answer. */
  readonly status?: number | undefined;
  /** Text is sent unchanged, anything else as JSON. */
  readonly body?: unknown;
  /** Further headers of the answer, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** `"before"`: the connection is reset instead of an answer. `"after"`: in the middle of the answer. */
  readonly drop?: "before" | "after" | undefined;
  /** Seconds between the request and its answer. */
  readonly delaySeconds?: number | undefined;
  /** Default `application/json`. */
  readonly contentType?: string | undefined;
}

/**
 * The value of `remain_time`: the work left in seconds (`"accurate"`, which ignores future stalls),
 * absent (`"none"`), always 0 (`"zero"`), always the total work (`"frozen"`), or the work left times
 * a factor.
 */
export type RemainTime =
  | "accurate"
  | "none"
  | "zero"
  | "frozen"
  | {
      /** The factor; above 1 the estimate is too long. */
      readonly bias: number;
    };

/**
 * The course of one background task as plain data, in a program or in a file for `dcs-task simulate
 * --scenario FILE.json`.
 *
 * The time of a task starts at its first progress query with a valid signature, so that a slow client
 * misses nothing. `startedSecondsAgo` starts it with the simulator; the task of a resize or upgrade
 * starts when it is created.
 */
export interface Scenario {
  /** Key of the task's id in the simulator's `tasks`. */
  readonly name: string;
  /** The `name` of the task in the lists. Default `EXTEND`, a resize. */
  readonly taskName?: string | undefined;
  /** Either `steps` or `answer`. */
  readonly steps?: readonly StepScript[] | undefined;
  /** A fixed body for every progress query; the task never ends. */
  readonly answer?: unknown;
  /** Default `"accurate"`. */
  readonly remainTime?: RemainTime | undefined;
  /** Pauses of the task. Default: none. */
  readonly stalls?: readonly Stall[] | undefined;
  /**
   * The task is created this many seconds after the simulator's start, or after the request for the
   * resize or upgrade. Until then no route returns it, and the instance is not busy. Default 0.
   */
  readonly createdAfterSeconds?: number | undefined;
  /**
   * The task's time started this many seconds before the simulator. Ignored for the task of a resize
   * or upgrade, which starts with its request.
   */
  readonly startedSecondsAgo?: number | undefined;
  /** For this many seconds of the task's time, progress and lists do not return it. Default 0. */
  readonly notFoundForSeconds?: number | undefined;
  /** After that, for this many seconds every step is WAITING, as before a maintenance window. Default 0. */
  readonly waitsForSeconds?: number | undefined;
  /** For this many seconds at the end, `progress` is 100 and the last step still EXECUTING. Default 0. */
  readonly settlesForSeconds?: number | undefined;
  /** The record is deleted this many seconds after the task's end. Default: never. */
  readonly purgedAfterSeconds?: number | undefined;
  /** The record is deleted at this time of the task, ended or not. Default: never. */
  readonly vanishesAfterSeconds?: number | undefined;
  /** Format of step times: `"iso"` (default, UTC with milliseconds) or `"local"` (no zone, UTC+08:00). */
  readonly timeFormat?: "iso" | "local" | undefined;
  /** Faults of progress queries. Default: none. */
  readonly faults?: readonly Fault[] | undefined;
}

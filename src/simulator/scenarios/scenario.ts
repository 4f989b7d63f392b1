/** A part of a step. Sub-steps run one after the other from the begin of their step. */
export interface SubStepScript {
  /** Shown as `sub_step_name`. */
  readonly name: string;
  /** How long it takes, in seconds. */
  readonly seconds: number;
  /** The service's free text about a sub-step; the vendor's sample shows brace text that is not JSON. */
  readonly detail?: string | undefined;
  /** Error code, such as `DCS.4842`: the sub-step fails at the end of its time, and the task with it. */
  readonly fails?: string | undefined;
}

/** One step of a task. Steps run one after the other. */
export interface StepScript {
  /** Shown as `step_name`. */
  readonly name: string;
  /** How long it takes, in seconds. Default: the sum of its sub-steps. */
  readonly seconds?: number | undefined;
  /** Error code: the step fails at the end of its time, and the task with it. */
  readonly fails?: string | undefined;
  /** An `error_code` shown although the step is well, as in the vendor's sample. */
  readonly healthyCode?: string | undefined;
  /** In turn, from the step's begin. Default: none. */
  readonly subSteps?: readonly SubStepScript[] | undefined;
}

/** The task stands still for some seconds when it has reached a percentage. */
export interface Stall {
  /** 0 or more, less than 100. */
  readonly atPercent: number;
  /** How long it stands still. */
  readonly seconds: number;
}

/**
 * Something that goes wrong, or is merely slow, at certain progress queries of the task. With
 * `status`, `body` or `contentType` it is the whole answer (status 200 unless said otherwise);
 * without them the ordinary answer is given, late or with further headers.
 */
export interface Fault {
  /** Which progress queries of this task with a good signature, counted from 1: one, or first and last. */
  readonly request: number | readonly [number, number];
  /** HTTP status of the answer. Default 200 where the answer is given here. */
  readonly status?: number | undefined;
  /** Text is sent as it stands, anything else as JSON. */
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
 * What `remain_time` says: the work left in seconds (`"accurate"`, which knows nothing of stalls to
 * come), nothing (`"none"`), always 0 (`"zero"`), always the whole work (`"frozen"`), or the work
 * left times a factor.
 */
export type RemainTime =
  | "accurate"
  | "none"
  | "zero"
  | "frozen"
  | {
      /** The factor; above 1 the task seems to take longer than it does. */
      readonly bias: number;
    };

/**
 * What one background task does, as plain data: the same object in a program and in the file given
 * to `dcs-task simulate --scenario FILE.json`.
 *
 * The time of a task starts at the first progress query for it with a good signature, so that a
 * slow start of the client does not eat the task; `startedSecondsAgo` starts it with the simulator,
 * and the task of a resize or upgrade starts when it is created.
 */
export interface Scenario {
  /** By this name the simulator's `tasks` give the task's id. */
  readonly name: string;
  /** The `name` of the task in the lists. Default `EXTEND`, a resize. */
  readonly taskName?: string | undefined;
  /** Either `steps` or `answer`. */
  readonly steps?: readonly StepScript[] | undefined;
  /** A body given to every progress query as it stands, for ever. */
  readonly answer?: unknown;
  /** Default `"accurate"`. */
  readonly remainTime?: RemainTime | undefined;
  /** Where the task stands still. Default: nowhere. */
  readonly stalls?: readonly Stall[] | undefined;
  /**
   * The task is created this many seconds after the simulator's start, or after the request for the
   * resize or upgrade; no route knows it before, and the instance is not busy. Default 0.
   */
  readonly createdAfterSeconds?: number | undefined;
  /**
   * The task's time started this many seconds before the simulator did, whether anyone asks or not.
   * Ignored for the task of a resize or upgrade, which starts with its request.
   */
  readonly startedSecondsAgo?: number | undefined;
  /** The first seconds of the task's time, in which progress and lists do not know it. Default 0. */
  readonly notFoundForSeconds?: number | undefined;
  /** Seconds after those in which every step is WAITING, as for a maintenance window. Default 0. */
  readonly waitsForSeconds?: number | undefined;
  /** Seconds at the end in which `progress` is 100 and the last step still EXECUTING. Default 0. */
  readonly settlesForSeconds?: number | undefined;
  /** The record is deleted this many seconds after the task's end. Default: never. */
  readonly purgedAfterSeconds?: number | undefined;
  /** The record is deleted when the task's time reaches this, ended or not. Default: never. */
  readonly vanishesAfterSeconds?: number | undefined;
  /** Of step times: `"iso"` (default, UTC with milliseconds) or `"local"` (no zone, UTC+08:00). */
  readonly timeFormat?: "iso" | "local" | undefined;
  /** What goes wrong at which query. Default: nothing. */
  readonly faults?: readonly Fault[] | undefined;
}

import type { TaskProgress, WaitResult } from "pulumi-huaweicloud-dcs/client";
import type { TaskRecord } from "pulumi-huaweicloud-dcs/simulator";
import type { PlannedUp, PlannedWait } from "./plan/plan.ts";

/** An error, which may have one of the client's codes. */
export interface ToldError extends Error {
  readonly code?: string;
}

export function toError(error: unknown): ToldError {
  return error instanceof Error ? error : new Error(String(error));
}

/** From when to when something went on: by the run's clock, and in the order of all that happened. */
interface Span {
  readonly startedAt: number;
  readonly startMark: number;
  readonly endedAt: number;
  readonly endMark: number;
  /** When it was to end at the latest. */
  readonly deadline: number;
}

/** What a wait told. */
export interface ToldWait extends PlannedWait, Span {
  /** Its number. */
  readonly at: number;
  /** All that it told with texts: errors, and what it observed. */
  readonly texts: readonly unknown[];
  /** When progress was shown. */
  readonly news: readonly number[];
  /** How it ended: the result's outcome, or `error` with the code. */
  readonly outcome: string;
  readonly result?: WaitResult;
  readonly error?: ToldError;
  /** Whether it was given what an earlier run had seen. */
  readonly isSeen: boolean;
  readonly isAborted: boolean;
  readonly abortedAt: number | undefined;
  /** The simulator's own record at the end. */
  readonly record: TaskRecord;
  /** Whether the list knew the task at the end. */
  readonly isKnown: boolean;
  /** The access key that its source has. */
  readonly key: string;
}

/** What a single query told. */
export interface ToldLook {
  readonly name: string;
  readonly startMark: number;
  readonly endMark: number;
  readonly answer?: TaskProgress;
  readonly error?: ToldError;
}

/** What the engine has of a resource. */
export interface Saved {
  readonly id: string;
  readonly state: Readonly<Record<string, unknown>>;
  /** The operation that left it failed. */
  readonly isPartial?: boolean;
}

/** What one `up` told. */
export interface ToldUp extends Span, Pick<PlannedUp, "wait" | "timeoutSeconds" | "refreshes"> {
  /** Its number. */
  readonly at: number;
  readonly client: string;
  /** Nothing goes wrong in it. */
  readonly isQuiet: boolean;
  readonly before: Saved | undefined;
  readonly saved: Saved | undefined;
  readonly error?: ToldError;
  /** How long its refresh took, in milliseconds. */
  readonly refreshMs: number;
  readonly isCancelled: boolean;
  readonly cancelledAt: number | undefined;
  /** The simulator's own record of each task at the end. */
  readonly records: Readonly<Record<string, TaskRecord>>;
  /** Whether the list knew all tasks at the end. */
  readonly isKnown: boolean;
}

/** Something that is wrong. */
export interface Finding {
  readonly kind: string;
  readonly detail: string;
}

/** All that a run told. */
export interface Told {
  readonly waits: readonly ToldWait[];
  readonly looks: readonly ToldLook[];
  readonly ups: readonly ToldUp[];
}

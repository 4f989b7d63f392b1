// What the parent asks its children, and what they answer.
import type { TaskSet } from "./scenarios.ts";

/** Questions by name. */
export type Calls = Record<string, { value: unknown; answer: unknown }>;

/** The place and the keys of a simulator. */
interface Place {
  readonly url: string;
  readonly region: string;
  readonly projectId: string;
  readonly instanceId: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** What the simulator has seen since it was last asked to count. */
export interface ServiceReport {
  readonly queries: number;
  readonly refused: number;
  /** Between two queries for one task. */
  readonly longestGapMs: number;
  /** Share of the time in which it computed. */
  readonly serviceBusy: number;
  /** When each task ended, in milliseconds since 1970. */
  readonly endedAt: Readonly<Record<string, number>>;
}

/** Of the child that runs the simulator. */
// A type, not an interface: only types fit an index signature.
export type ServiceCalls = {
  start: { value: TaskSet; answer: Place & { tasks: Readonly<Record<string, string>> } };
  /** Begins to count from 0. */
  mark: { value: undefined; answer: true };
  report: { value: undefined; answer: ServiceReport };
};

/** What a way to wait is given. */
export interface Work extends Place {
  readonly method: string;
  readonly requestsPerSecond: number;
  /** Scenario and task id of each wait. */
  readonly waits: readonly (readonly [name: string, taskId: string])[];
  /** Of the reference: how many queries it makes, and how many before it is measured. */
  readonly queries: number;
  readonly warmUp: number;
}

/** What the waits took of their process. */
export interface Taken {
  /** When each wait returned, by scenario, in milliseconds since 1970. */
  readonly returnedAt: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly cpuMs: number;
  readonly loopDelayMs: number;
  readonly peakMb: number;
  /** The longest that a wait waited for its turn, where that was measured. */
  readonly lateMs?: number | undefined;
}

/** Of the child that waits. */
export type WaitCalls = {
  run: { value: Work; answer: Taken };
};

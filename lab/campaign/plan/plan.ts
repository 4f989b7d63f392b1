import type { Scenario, StepScript } from "pulumi-huaweicloud-dcs/simulator";
import { itemAt } from "../dice.ts";
import type { Path } from "../paths.ts";

/**
 * Requests in a row that go wrong: from the `from`-th on, or from the `from`-th one after the task's
 * end.
 */
export interface Stretch {
  readonly kind: string;
  readonly from: number;
  readonly count: number;
  readonly afterEnd?: boolean;
}

/** A time in which all requests go wrong, or those on some paths. */
export interface Spell {
  readonly kind: string;
  readonly paths?: readonly Path[] | undefined;
  readonly from: number;
  readonly until: number;
}

/** How one event happens. */
export interface EventDetails {
  /** By how much the clock jumps, in milliseconds. */
  readonly byMs?: number;
  /** How long it lasts, in milliseconds. */
  readonly forMs?: number;
  /** While the next progress query is on its way. */
  readonly onRequest?: boolean;
}

export type EventKind =
  | "instance deleted"
  | "record purged, known to the list"
  | "record purged, and not in the list"
  | "keys renewed"
  | "keys expired for good"
  | "clock jumps"
  | "simulator killed and restarted"
  | "machine suspended"
  | "wait aborted"
  | "one of several waits aborted";

export interface PlannedEvent extends EventDetails {
  readonly kind: EventKind;
  readonly at: number;
}

/** A task of which the steps say how long it takes. */
export interface PlannedTask extends Scenario {
  readonly steps: readonly (StepScript & { readonly seconds: number })[];
  readonly startedSecondsAgo: number;
}

/** How the instance's list shows the run's tasks. */
export interface ListPlan {
  /** How many newer tasks of others there are. */
  readonly newer?: number;
  /** A page holds no more than this. */
  readonly pageSize?: number;
  /** In which form the number of tasks is given. */
  readonly count?: "number" | "text" | "absent";
  /** How many entries are none. */
  readonly odd?: number;
  readonly ids?: "dashed" | "plain";
  /** The status of what goes on. */
  readonly word?: string;
  /** From when on it shows the run's tasks. */
  readonly lateMs?: number;
}

export interface Secrets {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken: string | undefined;
}

/** What the service of a run is like. All times are in milliseconds of the run. */
export interface ServicePlan {
  readonly seed: number;
  task: PlannedTask;
  /** Each plays `task`. */
  taskNames: readonly string[];
  faults: Stretch[];
  listFaults: readonly Stretch[];
  iamFaults: readonly Stretch[];
  spells: readonly Spell[];
  list: ListPlan;
  /** Under how many addresses the service is to be had. */
  hosts: number;
  keys: "good" | "wrong" | "stale";
  /** Whether a source of credentials keeps them until it is asked for fresh ones. */
  readonly cachesKeys: boolean;
  readonly secrets: Secrets;
  /** More requests in a second are answered with 429. */
  limit?: { readonly perSecond: number };
}

export interface PlannedClient {
  readonly host: number;
  knowsProject: boolean;
  readonly requestsPerSecond?: number;
}

/** One wait. It begins at once, at `startsAt`, or `afterMs` after the end of the one it `follows`. */
export interface PlannedWait {
  task: string;
  client: number;
  timeoutMs: number;
  maxDelayMs: number;
  /** Whether options that are undefined are given. */
  readonly givesUndefined: boolean;
  readonly startsAt?: number;
  readonly follows?: number;
  readonly afterMs?: number;
  /** What happens just before. */
  readonly before?: readonly EventKind[];
  /** Whether it is given what the one before has seen. */
  readonly isResumed?: boolean;
}

/** A single query. */
interface PlannedLook {
  readonly at: number;
  readonly retries: number;
}

/** One run of `pulumi up`. */
export interface PlannedUp {
  /** How long after the one before. */
  readonly afterMs: number;
  readonly timeoutSeconds: number;
  readonly wait: boolean;
  readonly refreshes: boolean;
  /** Ctrl-C, after a time or while a request is on its way. */
  readonly cancel?: { readonly afterMs?: number; readonly onRequest?: number };
}

export type ResourceKind = "a task by its id" | "a task by its name" | "all tasks";

/** A resource in several runs of `pulumi up`. */
export interface ResourcePlan {
  readonly kind: ResourceKind;
  readonly onFailure: "error" | "record";
  readonly onTimeout: "error" | "record";
  readonly ups: readonly PlannedUp[];
}

/** What happens in one run, as plain data: the same seed gives the same plan. */
export interface Plan extends ServicePlan {
  readonly subject: string;
  events: PlannedEvent[];
  looks: readonly PlannedLook[];
  clients: PlannedClient[];
  waits: PlannedWait[];
  /** In place of waits. */
  resource?: ResourcePlan;
}

export function firstWait({ waits }: Plan): PlannedWait {
  return itemAt(waits, 0);
}

export function firstClient({ clients }: Plan): PlannedClient {
  return itemAt(clients, 0);
}

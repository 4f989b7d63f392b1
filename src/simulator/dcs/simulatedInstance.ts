import { parseFlavor, type Flavor } from "./flavors";
import type { SimulatedTask } from "./simulatedTask";

/** The settings of a new instance. */
export interface InstanceSpec {
  readonly name: string;
  readonly engine: string;
  readonly engineVersion: string;
  /** In GB; the smallest are 0.125 to 0.5. */
  readonly capacity: number;
  /** Such as `redis.ha.xu1.large.r2.4`. */
  readonly specCode: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly azCodes: readonly string[];
  /** Further settings that ShowInstance returns unchanged, under the service's names. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** What a resize changes. */
export type ResizeSpec = Pick<InstanceSpec, "capacity" | "specCode">;

/** A change of the instance, carried out by its background task. */
export type Operation =
  | { readonly kind: "resize"; readonly to: ResizeSpec; readonly task: SimulatedTask }
  | { readonly kind: "upgrade"; readonly task: SimulatedTask };

export interface SimulatedInstanceOptions {
  readonly instanceId: string;
  readonly spec: InstanceSpec;
  readonly now: () => number;
  /** When the create request arrived, in milliseconds since 1970. */
  readonly createdAt: number;
  /** When its creation ends, in milliseconds since 1970. */
  readonly readyAt: number;
  /** Initial tasks. */
  readonly tasks?: readonly SimulatedTask[];
}

const UNKNOWN_FLAVOR: Flavor = { cacheMode: "ha", cpuType: "x86_64", replicaCount: 2 };

/** One instance with its background tasks. Has no timer: its state follows from the time it is read. */
export class SimulatedInstance {
  readonly instanceId: string;
  readonly spec: InstanceSpec;
  readonly createdAt: number;
  readonly readyAt: number;
  readonly #now: () => number;
  readonly #firstTasks: readonly SimulatedTask[];
  readonly #operations: Operation[] = [];

  constructor({ now, tasks = [], ...facts }: SimulatedInstanceOptions) {
    this.instanceId = facts.instanceId;
    this.spec = facts.spec;
    this.createdAt = facts.createdAt;
    this.readyAt = facts.readyAt;
    this.#now = now;
    this.#firstTasks = tasks;
  }

  get tasks(): readonly SimulatedTask[] {
    return [...this.#firstTasks, ...this.#operations.map(({ task }) => task)];
  }

  begin(operation: Operation): void {
    this.#operations.push(operation);
  }

  get status(): "CREATING" | "RUNNING" | "EXTENDING" {
    if (this.#now() < this.readyAt) {
      return "CREATING";
    }
    const { runningTask, runningUpgrade } = this;
    return runningTask === undefined || runningTask === runningUpgrade ? "RUNNING" : "EXTENDING";
  }

  /** Whether it rejects another operation; true also while an accepted one has no task yet. */
  get isBusy(): boolean {
    return (
      this.status === "CREATING" ||
      this.runningTask !== undefined ||
      this.#operations.some(({ task }) => !task.hasEnded)
    );
  }

  /** The task that makes it busy: of an operation, or an initial task that has started. */
  get runningTask(): SimulatedTask | undefined {
    const operation = this.#operations.find(({ task }) => task.isCreated && !task.hasEnded);
    return operation?.task ?? this.#firstTasks.find(({ record }) => record.state === "running");
  }

  /** `runningTask`, if that is a minor-version upgrade. */
  get runningUpgrade(): SimulatedTask | undefined {
    const { runningTask } = this;
    const upgrades = this.#operations.filter(({ kind }) => kind === "upgrade");
    return upgrades.some(({ task }) => task === runningTask) ? runningTask : undefined;
  }

  /** Changes only when a resize task has succeeded; a failed one leaves the old size. */
  get size(): ResizeSpec {
    const sizes = this.#operations.flatMap((one) =>
      one.kind === "resize" && one.task.moment.phase === "succeeded" ? [one.to] : [],
    );
    return sizes.at(-1) ?? this.spec;
  }

  /** The parts of the current product code. */
  get flavor(): Flavor {
    return parseFlavor(this.size.specCode) ?? UNKNOWN_FLAVOR;
  }
}

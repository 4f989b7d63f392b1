import { parseFlavor, type Flavor } from "./flavors";
import type { SimulatedTask } from "./simulatedTask";

/** What a client asks for when it creates an instance. */
export interface InstanceSpec {
  readonly name: string;
  readonly engine: string;
  readonly engineVersion: string;
  /** In GB; 0.125 to 0.5 for the smallest. */
  readonly capacity: number;
  /** Such as `redis.ha.xu1.large.r2.4`. */
  readonly specCode: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly azCodes: readonly string[];
  /** Further settings that ShowInstance gives back as they were given, under the service's names. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** What a resize changes. */
export type ResizeSpec = Pick<InstanceSpec, "capacity" | "specCode">;

/** A change of the instance that its background task carries out. */
export type Operation =
  | { readonly kind: "resize"; readonly to: ResizeSpec; readonly task: SimulatedTask }
  | { readonly kind: "upgrade"; readonly task: SimulatedTask };

export interface SimulatedInstanceOptions {
  readonly instanceId: string;
  readonly spec: InstanceSpec;
  readonly now: () => number;
  /** When it was asked for, in milliseconds since 1970. */
  readonly createdAt: number;
  /** Until when it is being created, in milliseconds since 1970. */
  readonly readyAt: number;
  /** Tasks that it has from the beginning. */
  readonly tasks?: readonly SimulatedTask[];
}

const UNKNOWN_FLAVOR: Flavor = { cacheMode: "ha", cpuType: "x86_64", replicaCount: 2 };

/** One instance with its background tasks. As a task, it holds no timer. */
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

  /** Whether it refuses to begin another operation: also while an accepted one has no task yet. */
  get isBusy(): boolean {
    return (
      this.status === "CREATING" ||
      this.runningTask !== undefined ||
      this.#operations.some(({ task }) => !task.hasEnded)
    );
  }

  /** The task that keeps it busy: that of an operation, or one of the first tasks that was asked for. */
  get runningTask(): SimulatedTask | undefined {
    const operation = this.#operations.find(({ task }) => task.isCreated && !task.hasEnded);
    return operation?.task ?? this.#firstTasks.find(({ record }) => record.state === "running");
  }

  /** The same, where it is a minor-version upgrade. */
  get runningUpgrade(): SimulatedTask | undefined {
    const { runningTask } = this;
    const upgrades = this.#operations.filter(({ kind }) => kind === "upgrade");
    return upgrades.some(({ task }) => task === runningTask) ? runningTask : undefined;
  }

  /** A resize shows only when its task has succeeded; after a failed one the size is the old one. */
  get size(): ResizeSpec {
    const sizes = this.#operations.flatMap((one) =>
      one.kind === "resize" && one.task.moment.phase === "succeeded" ? [one.to] : [],
    );
    return sizes.at(-1) ?? this.spec;
  }

  /** What the product code says of its present size. */
  get flavor(): Flavor {
    return parseFlavor(this.size.specCode) ?? UNKNOWN_FLAVOR;
  }
}

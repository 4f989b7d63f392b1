import { uuid } from "./identity";
import type { SimulatedTask } from "./simulatedTask";

/** What a client asks for when it creates an instance. */
export interface InstanceSpec {
  readonly name: string;
  readonly engine: string;
  readonly engineVersion: string;
  /** In GB. */
  readonly capacity: number;
  /** Such as `redis.ha.xu1.large.r2.4`. */
  readonly specCode: string;
}

/** What a resize changes. */
export type ResizeSpec = Pick<InstanceSpec, "capacity" | "specCode">;

export interface SimulatedInstanceOptions {
  readonly instanceId: string;
  readonly spec: InstanceSpec;
  readonly now: () => number;
  /** Until when it is being created, in milliseconds since 1970. */
  readonly readyAt: number;
  /** Tasks that it has from the beginning. */
  readonly tasks?: readonly SimulatedTask[];
}

interface Resize {
  readonly to: ResizeSpec;
  readonly task: SimulatedTask;
}

/** One instance with its background tasks. As a task, it holds no timer. */
export class SimulatedInstance {
  readonly instanceId: string;
  readonly #spec: InstanceSpec;
  readonly #now: () => number;
  readonly #readyAt: number;
  readonly #tasks: SimulatedTask[];
  readonly #resizes: Resize[] = [];

  constructor({ instanceId, spec, now, readyAt, tasks = [] }: SimulatedInstanceOptions) {
    this.instanceId = instanceId;
    this.#spec = spec;
    this.#now = now;
    this.#readyAt = readyAt;
    this.#tasks = [...tasks];
  }

  get tasks(): readonly SimulatedTask[] {
    return this.#tasks;
  }

  /** A resize has begun, and `task` is its background task. */
  resize(to: ResizeSpec, task: SimulatedTask): void {
    this.#tasks.push(task);
    this.#resizes.push({ to, task });
  }

  get status(): "CREATING" | "RUNNING" | "EXTENDING" {
    if (this.#now() < this.#readyAt) {
      return "CREATING";
    }
    const isBusy = this.#tasks.some(({ record }) => record.state === "running");
    const isResizing = this.#resizes.some(({ task }) => !hasEnded(task));
    return isBusy || isResizing ? "EXTENDING" : "RUNNING";
  }

  /** A resize shows only when its task has succeeded. */
  get size(): ResizeSpec {
    const done = this.#resizes.filter(({ task }) => task.moment.phase === "succeeded");
    return done.at(-1)?.to ?? this.#spec;
  }

  /** As much of ShowInstance as clients of the simulator look at. */
  get wire(): unknown {
    const { name, engine, engineVersion } = this.#spec;
    const { capacity, specCode } = this.size;
    return {
      instance_id: this.instanceId,
      name,
      status: this.status,
      engine,
      engine_version: engineVersion,
      capacity,
      max_memory: capacity * 1024,
      used_memory: 1024,
      ip: "192.168.0.42",
      domain_name: `redis-${uuid(name).slice(0, 8)}.dcs.example`,
      port: 6379,
      spec_code: specCode,
    };
  }
}

function hasEnded({ moment }: SimulatedTask): boolean {
  return moment.phase === "succeeded" || moment.phase === "failed";
}

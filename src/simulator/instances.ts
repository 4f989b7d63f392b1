import { uuid } from "./identity";
import type { Scenario } from "./scenario";
import { SimulatedInstance, type InstanceSpec, type ResizeSpec } from "./simulatedInstance";
import { SimulatedTask } from "./simulatedTask";

export interface InstancesOptions {
  /** Id of the instance that is there from the beginning, and has `tasks`. */
  readonly instanceId: string;
  readonly tasks: readonly SimulatedTask[];
  /** What the task of a resize does. */
  readonly resize: Scenario;
  readonly speed: number;
  readonly now: () => number;
}

/** How long an instance is being created, in seconds. */
const CREATION_SECONDS = 2;

const firstSpec: InstanceSpec = {
  name: "dcs-simulated",
  engine: "Redis",
  engineVersion: "6.0",
  capacity: 8,
  specCode: "redis.cluster.xu1.large.r2.8",
};

/** The instances of the simulated project. */
export class Instances {
  readonly #options: InstancesOptions;
  readonly #instances = new Map<string, SimulatedInstance>();
  #created = 0;
  #resized = 0;

  constructor(options: InstancesOptions) {
    this.#options = options;
    const { instanceId, tasks, now } = options;
    const first = new SimulatedInstance({ instanceId, spec: firstSpec, now, readyAt: 0, tasks });
    this.#instances.set(instanceId, first);
  }

  find(instanceId: string): SimulatedInstance | undefined {
    return this.#instances.get(instanceId);
  }

  /** The tasks of all instances. */
  get tasks(): readonly SimulatedTask[] {
    return [...this.#instances.values()].flatMap(({ tasks }) => tasks);
  }

  create(spec: InstanceSpec): SimulatedInstance {
    const { now, speed } = this.#options;
    this.#created += 1;
    const instance = new SimulatedInstance({
      instanceId: uuid(`created instance ${this.#created}`),
      spec,
      now,
      readyAt: now() + (CREATION_SECONDS * 1000) / speed,
    });
    this.#instances.set(instance.instanceId, instance);
    return instance;
  }

  /** Starts a resize, whose task goes on whether anybody asks for it or not. */
  resize(instance: SimulatedInstance, to: ResizeSpec): void {
    const { now, speed, resize } = this.#options;
    this.#resized += 1;
    const scenario: Scenario = {
      ...resize,
      name: `${resize.name}-${this.#resized}`,
      startedSecondsAgo: 0,
    };
    const details = {
      old_capacity: String(instance.size.capacity),
      new_capacity: String(to.capacity),
      old_resource_spec_code: instance.size.specCode,
      new_resource_spec_code: to.specCode,
    };
    instance.resize(to, new SimulatedTask({ scenario, speed, now, launchedAt: now(), details }));
  }

  delete({ instanceId }: SimulatedInstance): void {
    this.#instances.delete(instanceId);
  }
}

import { uuid } from "../identity";
import type { Playlist } from "../scenarios/playlist";
import type { Scenario } from "../scenarios/scenario";
import { SimulatedInstance, type InstanceSpec, type ResizeSpec } from "./simulatedInstance";
import { SimulatedTask } from "./simulatedTask";

export interface InstancesOptions {
  /** Id of the initial instance, which has `tasks`. */
  readonly instanceId: string;
  readonly tasks: readonly SimulatedTask[];
  /** Scenarios of resize tasks. */
  readonly resize: Playlist;
  /** Scenarios of minor-version upgrade tasks. */
  readonly upgrade: Playlist;
  readonly speed: number;
  readonly now: () => number;
}

/** How long an instance has status CREATING, in seconds. */
const CREATION_SECONDS = 2;

const firstSpec: InstanceSpec = {
  name: "dcs-simulated",
  engine: "Redis",
  engineVersion: "6.0",
  capacity: 8,
  specCode: "redis.cluster.xu1.large.r2.8",
  vpcId: uuid("vpc"),
  subnetId: uuid("subnet"),
  azCodes: ["cn-north-4a"],
  given: {},
};

/** The vendor does not document the name of a minor-version upgrade task; this one is invented. */
const UPGRADE_TASK_NAME = "UpgradeMinorVersion";

/** The instances of the simulated project. */
export class Instances {
  readonly #options: InstancesOptions;
  readonly #instances = new Map<string, SimulatedInstance>();
  #created = 0;

  constructor(options: InstancesOptions) {
    this.#options = options;
    const { instanceId, tasks, now } = options;
    const times = { now, createdAt: now(), readyAt: now() };
    const first = new SimulatedInstance({ instanceId, spec: firstSpec, tasks, ...times });
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
      createdAt: now(),
      readyAt: now() + (CREATION_SECONDS * 1000) / speed,
    });
    this.#instances.set(instance.instanceId, instance);
    return instance;
  }

  /** Starts a resize. Its task starts at once; the scenario's `startedSecondsAgo` is ignored. */
  resize(instance: SimulatedInstance, to: ResizeSpec): void {
    const { scenario, n } = this.#options.resize.next();
    const task = this.#begin(
      { ...scenario, name: `${scenario.name}-${n}` },
      {
        old_capacity: String(instance.size.capacity),
        new_capacity: String(to.capacity),
        old_resource_spec_code: instance.size.specCode,
        new_resource_spec_code: to.specCode,
      },
    );
    instance.begin({ kind: "resize", to, task });
  }

  /** Starts a minor-version upgrade, and returns its task. */
  upgrade(instance: SimulatedInstance): SimulatedTask {
    const { scenario, n } = this.#options.upgrade.next();
    const name = `${scenario.name}-upgrade-${n}`;
    const task = this.#begin({ taskName: UPGRADE_TASK_NAME, ...scenario, name }, {});
    instance.begin({ kind: "upgrade", task });
    return task;
  }

  delete({ instanceId }: SimulatedInstance): void {
    this.#instances.delete(instanceId);
  }

  /** A task that runs from its creation, whether it is queried or not. */
  #begin(planned: Scenario, details: Readonly<Record<string, unknown>>): SimulatedTask {
    const { now, speed } = this.#options;
    const scenario = { ...planned, startedSecondsAgo: undefined };
    const launchedAt = now();
    return new SimulatedTask({ scenario, speed, now, launchedAt, details, startsAtCreation: true });
  }
}

import type { Simulator } from "pulumi-huaweicloud-dcs/simulator";
import type { Simulator as SimulatorModule } from "../shared/build.ts";
import type { Secrets, ServicePlan } from "./plan/plan.ts";
import type { StageClock } from "./runClock.ts";

export type StartSimulator = SimulatorModule["startSimulator"];

interface RunSimulatorOptions {
  readonly startSimulator: StartSimulator;
  readonly plan: ServicePlan;
  readonly clock: StageClock;
  /** What it lets in. */
  readonly keys: () => Secrets;
}

/** The simulator of one run, which goes away and comes back while its task goes on. */
export class RunSimulator {
  /** When the task's time starts, on the clock of the run. */
  taskStartsAt = 0;
  isDown = false;
  readonly #options: RunSimulatorOptions;
  readonly #opening: Promise<void>[] = [];
  #current: Simulator | undefined;

  constructor(options: RunSimulatorOptions) {
    this.#options = options;
  }

  get current(): Simulator {
    if (!this.#current) throw new Error("the simulator of this run was not opened");
    return this.#current;
  }

  /** Opens it, in place of the one that there was. */
  open(): Promise<void> {
    const opening = this.#replace();
    this.#opening.push(opening);
    return opening;
  }

  /** It goes away, and comes back after a time. */
  async restart({ forMs = 0 } = {}): Promise<void> {
    const { clock } = this.#options;
    const release = clock.hold();
    await this.current.close();
    this.isDown = true;
    const up = async () => {
      const letGo = clock.hold();
      await this.open();
      this.isDown = false;
      letGo();
    };
    if (forMs === 0) await up();
    else clock.at(clock.now() + forMs, up);
    release();
  }

  async close(): Promise<void> {
    await Promise.all(this.#opening);
    await this.#current?.close();
  }

  async #replace(): Promise<void> {
    const { startSimulator, plan, clock, keys } = this.#options;
    const { task, taskNames } = plan;
    const startedSecondsAgo = task.startedSecondsAgo + (clock.now() - this.taskStartsAt) / 1000;
    const before = this.#current;
    this.#current = await startSimulator({
      scenarios: taskNames.map((name) => ({ ...task, name, startedSecondsAgo })),
      now: () => clock.wall(),
      ...keys(),
    });
    await before?.close();
  }
}

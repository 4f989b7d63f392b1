import type { Simulator, TaskRecord } from "pulumi-huaweicloud-dcs/simulator";
import { dice, type Dice, itemAt } from "./dice.ts";
import { FaultSchedule } from "./faultSchedule.ts";
import { kindOf } from "./kinds/all.ts";
import type { FaultContext, OtherPlaces, WireProgress } from "./kinds/kind.ts";
import type { ListedTask } from "./listView.ts";
import type { Path } from "./paths.ts";
import type { ServicePlan } from "./plan/plan.ts";
import { applied, type BegunRequest, type Entry, RequestLog } from "./requestLog.ts";
import type { StageClock } from "./runClock.ts";
import { RunKeys } from "./runKeys.ts";
import { RunSimulator, type StartSimulator } from "./runSimulator.ts";

/** What the stages of a campaign share. */
export interface StageWorld {
  readonly startSimulator: StartSimulator;
  readonly places: Omit<OtherPlaces, "proxyPort">;
}

type Request = Omit<BegunRequest, "at" | "task" | "wanted"> & {
  readonly taskId?: string | undefined;
};

/** The service under one of its addresses. */
export interface Door {
  readonly url: string;
  /** How many requests are open there. */
  readonly openRequests: () => number;
  close(): Promise<void>;
}

/** The service of one run, with all that goes wrong with it, and the record of what was answered. */
export class Stage<P extends ServicePlan = ServicePlan, C extends StageClock = StageClock> {
  readonly plan: P;
  readonly clock: C;
  readonly log = new RequestLog();
  readonly keys: RunKeys;
  readonly service: RunSimulator;
  /** The addresses of the service. */
  doors: readonly Door[] = [];
  /** Names of what happened beside the answers. */
  readonly happened: string[] = [];
  /** When the machine woke up after it had been suspended. */
  readonly suspensions: number[] = [];
  skewMs = 0;
  isDeleted = false;
  isPurged = false;
  isUnlisted = false;
  /** The run's tasks as the service listed them last. */
  listed: readonly ListedTask[] = [];
  /** Why the campaign itself could not go on. */
  failure: unknown;
  readonly #places: StageWorld["places"];
  readonly #schedule: FaultSchedule;
  readonly #is: Dice;
  readonly #first = new Map<string | undefined, WireProgress>();
  #onNextRequest: ((entry: Entry) => void)[] = [];

  constructor(plan: P, { startSimulator, places, clock }: StageWorld & { readonly clock: C }) {
    this.clock = clock;
    this.plan = plan;
    this.#places = places;
    this.#is = dice(plan.seed + 1);
    this.#schedule = new FaultSchedule(plan);
    this.keys = new RunKeys(plan, this.#is);
    this.service = new RunSimulator({ startSimulator, plan, clock, keys: () => this.keys.good });
  }

  /** Base URL of the service, under one of the addresses that it has in this run. */
  urlOf(host = 0): string {
    return itemAt(this.doors, host).url;
  }

  /** The machine's clock, in milliseconds since 1970. One function, as `Date.now` is for a program. */
  readonly now = (): number => this.clock.wall() + this.skewMs;

  get simulator(): Simulator {
    return this.service.current;
  }

  /** The simulator's own record of a task. */
  recordOf(task: string): TaskRecord {
    return this.simulator.task(task);
  }

  nameOf(taskId: string | undefined): string | undefined {
    return Object.entries(this.simulator.tasks).find(([, id]) => id === taskId)?.[0];
  }

  /** Whether the list, if it answers, knows a task now. */
  knows(task: string): boolean {
    const { lateMs = 0 } = this.plan.list;
    const isListed = !this.isUnlisted && this.clock.now() >= lateMs;
    return !this.isDeleted && isListed && this.recordOf(task).state !== "purged";
  }

  /** Nothing that the plan names goes wrong any more. */
  becomeQuiet(): void {
    this.#schedule.isQuiet = true;
  }

  /** Whether requests on a path are to go wrong now and from now on. */
  isFailing(path: Path): boolean {
    return this.#schedule.isFailing(path, this.clock.now());
  }

  /** Requests that are still open although no answer comes. */
  get openRequests(): number {
    return this.doors.reduce((sum, door) => sum + door.openRequests(), 0);
  }

  /** Notes a request, and what is to go wrong with it. */
  begin({ path, taskId, ...place }: Request): Entry {
    const task = this.nameOf(taskId);
    const at = this.clock.now();
    const hasEnded = task !== undefined && this.recordOf(task).endedAt !== undefined;
    const wanted = this.#schedule.next(path, { at, hasEnded });
    const entry = this.log.begin({ at, path, task, wanted, ...place });
    if (path === "progress") for (const action of this.#onNextRequest.splice(0)) action(entry);
    return entry;
  }

  /** Something that happens when the next progress query is on its way. */
  onNextRequest(action: (entry: Entry) => void): void {
    this.#onNextRequest.push(action);
  }

  /** What kinds of faults look at. */
  context(task?: string): FaultContext {
    return {
      ...this.#places,
      proxyPort: Number(new URL(this.urlOf()).port),
      wall: this.clock.wall(),
      chance: this.#is.chance,
      first: this.#first.get(task),
    };
  }

  /** The first true answer of a task, for when an old one is to be given. */
  keepFirst(task: string | undefined, body: WireProgress): void {
    if (!this.#first.has(task)) this.#first.set(task, body);
  }

  /** Another address than the service's, for a fault of the way to it. */
  targetOf(entry: Entry): string | undefined {
    const name = entry.wanted;
    const { target } = name === undefined ? {} : kindOf(name);
    if (name === undefined || !target || this.service.isDown) return undefined;
    applied(entry, name, kindOf(name));
    return target(this.context());
  }

  async close(): Promise<void> {
    this.clock.cancelEvents();
    await Promise.all(this.doors.map((door) => door.close()));
    await this.service.close();
  }
}

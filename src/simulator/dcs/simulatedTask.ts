import { hexId } from "../identity";
import type { Scenario } from "../scenarios/scenario";
import type { TaskMoment, TaskRecord } from "./taskRecord";
import { layOut, percentOf, timeOf, workAfter, type Timeline } from "../scenarios/timeline";

export interface SimulatedTaskOptions {
  readonly scenario: Scenario;
  readonly speed: number;
  readonly now: () => number;
  /** When the simulator started, or when the operation was requested. */
  readonly launchedAt: number;
  /** Its time starts at its creation instead of at the first progress query. Default false. */
  readonly startsAtCreation?: boolean;
  /** The `details` of the task in the lists. Default: a change of capacity. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** One task playing its scenario. Has no timer: its state follows from the time it is read. */
export class SimulatedTask {
  readonly scenario: Scenario;
  readonly taskId: string;
  readonly jobId: string;
  readonly timeline: Timeline;
  readonly createdAt: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly #now: () => number;
  readonly #speed: number;
  #clockStartedAt: number | undefined;
  #asked = 0;

  constructor(options: SimulatedTaskOptions) {
    const { scenario, speed, now, launchedAt, details, startsAtCreation = false } = options;
    this.scenario = scenario;
    this.taskId = hexId(`task ${scenario.name}`);
    this.jobId = hexId(`job ${scenario.name}`);
    this.timeline = layOut(scenario, speed);
    this.details = details ?? { old_capacity: "4", new_capacity: "8" };
    this.#now = now;
    this.#speed = speed;
    const { createdAfterSeconds, startedSecondsAgo } = scenario;
    this.createdAt = launchedAt + this.#ms(createdAfterSeconds) - this.#ms(startedSecondsAgo);
    if (startsAtCreation || startedSecondsAgo !== undefined) {
      this.#clockStartedAt = this.createdAt;
    }
  }

  /** Counts a progress query and returns its number, from 1. The first one starts the task's time. */
  ask(): number {
    if (this.isCreated) {
      this.#clockStartedAt ??= this.#now();
    }
    this.#asked += 1;
    return this.#asked;
  }

  /** Whether it has succeeded or failed. */
  get hasEnded(): boolean {
    const { phase } = this.moment;
    return phase === "succeeded" || phase === "failed";
  }

  /** Before this, no route returns the task. */
  get isCreated(): boolean {
    return this.#now() >= this.createdAt;
  }

  /** Whether its time has started. */
  get hasBegun(): boolean {
    return this.#clockStartedAt !== undefined;
  }

  /** When the work begins; undefined until the task's time has started. */
  get workStartsAt(): number | undefined {
    const { notFoundForSeconds, waitsForSeconds } = this.scenario;
    return this.#clockStartedAt === undefined
      ? undefined
      : this.#clockStartedAt + this.#ms(notFoundForSeconds) + this.#ms(waitsForSeconds);
  }

  /** When the task ends or ended; undefined until its time has started, or if it never ends. */
  get endsAt(): number | undefined {
    const { scenario, timeline, workStartsAt } = this;
    if (workStartsAt === undefined || scenario.answer !== undefined) {
      return undefined;
    }
    const settleMs = timeline.failure === undefined ? this.#ms(scenario.settlesForSeconds) : 0;
    return workStartsAt + timeOf(timeline, timeline.lastWorkMs) + settleMs;
  }

  /** Whether progress queries and lists return the task now. */
  get isVisible(): boolean {
    return this.isCreated && !this.#isNotYetFound && !this.#isPurged;
  }

  get moment(): TaskMoment {
    const { timeline, workStartsAt, endsAt } = this;
    const now = this.#now();
    if (workStartsAt === undefined || now < workStartsAt) {
      return { phase: "waiting", workMs: 0, progress: 0 };
    }
    if (this.scenario.answer !== undefined) {
      return { phase: "running", workMs: 0, progress: progressIn(this.scenario.answer) };
    }
    const workMs = workAfter(timeline, now - workStartsAt);
    const progress = percentOf(timeline, workMs);
    if (endsAt !== undefined && now >= endsAt) {
      return { phase: timeline.failure ? "failed" : "succeeded", workMs, progress };
    }
    return { phase: workMs >= timeline.totalMs ? "settling" : "running", workMs, progress };
  }

  get record(): TaskRecord {
    const { moment, workStartsAt, endsAt } = this;
    const phase = moment.phase === "settling" ? "running" : moment.phase;
    return {
      scenario: this.scenario.name,
      taskId: this.taskId,
      jobId: this.jobId,
      state: this.#isPurged ? "purged" : phase,
      progress: moment.progress,
      asked: this.#asked,
      createdAt: this.createdAt,
      ...(phase === "waiting" ? {} : { startedAt: workStartsAt }),
      ...(this.hasEnded ? { endedAt: endsAt } : {}),
    };
  }

  get #isNotYetFound(): boolean {
    const hiddenMs = this.#ms(this.scenario.notFoundForSeconds);
    return (
      hiddenMs > 0 &&
      (this.#clockStartedAt === undefined || this.#now() < this.#clockStartedAt + hiddenMs)
    );
  }

  get #isPurged(): boolean {
    const { purgedAfterSeconds, vanishesAfterSeconds } = this.scenario;
    const isReached = (from: number | undefined, seconds: number | undefined): boolean =>
      from !== undefined && seconds !== undefined && this.#now() >= from + this.#ms(seconds);
    return (
      isReached(this.endsAt, purgedAfterSeconds) ||
      isReached(this.#clockStartedAt, vanishesAfterSeconds)
    );
  }

  #ms(seconds = 0): number {
    return Math.round((seconds * 1000) / this.#speed);
  }
}

function progressIn(answer: unknown): number {
  const progress =
    typeof answer === "object" && answer !== null && "progress" in answer ? answer.progress : 0;
  return typeof progress === "number" ? progress : 0;
}

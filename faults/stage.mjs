import { openFaultProxy } from "./faultProxy.mjs";
import { FaultSchedule } from "./faultSchedule.mjs";
import { kinds } from "./kinds/all.mjs";
import { dice } from "./random.mjs";
import { RequestLog } from "./requestLog.mjs";
import { RunClock } from "./runClock.mjs";
import { RunKeys } from "./runKeys.mjs";

const STARTED_AT = Date.UTC(2026, 0, 1);

/** The service of one run, with all that goes wrong with it, and the record of what was answered. */
export class Stage {
  plan;
  clock;
  log = new RequestLog();
  keys;
  /** When the machine woke up after it had been suspended. */
  suspensions = [];
  /** When the task's time starts, on the clock of the run. */
  taskStartsAt = 0;
  skewMs = 0;
  isDown = false;
  isDeleted = false;
  isPurged = false;
  isUnlisted = false;
  /** The run's tasks as the service listed them last. */
  listed = [];
  #startSimulator;
  #shared;
  #simulator;
  #proxies;
  #schedule;
  #is;
  #first = new Map();
  #opening = [];
  #onNextRequest = [];

  constructor(plan, { startSimulator, shared, clock = new RunClock(STARTED_AT) }) {
    this.clock = clock;
    this.plan = plan;
    this.#startSimulator = startSimulator;
    this.#shared = shared;
    this.#is = dice(plan.seed + 1);
    this.#schedule = new FaultSchedule(plan);
    this.keys = new RunKeys(plan, this.#is);
  }

  static async open(plan, world) {
    const stage = new Stage(plan, world);
    await stage.#openSimulator();
    const hosts = Array.from({ length: plan.hosts ?? 1 }, (_, host) => openFaultProxy(stage, host));
    stage.#proxies = await Promise.all(hosts);
    return stage;
  }

  /** Base URL of the service, under one of the addresses that it has in this run. */
  urlOf(host = 0) {
    return this.#proxies[host].url;
  }

  /** The machine's clock, in milliseconds since 1970. One function, as `Date.now` is for a program. */
  now = () => this.clock.wall() + this.skewMs;

  get simulator() {
    return this.#simulator;
  }

  /** The simulator's own record of a task. */
  recordOf(task) {
    return this.#simulator.task(task);
  }

  /** Whether the list, if it answers, knows a task now. */
  knows(task) {
    const { lateMs = 0 } = this.plan.list;
    const isListed = !this.isUnlisted && this.clock.now() >= lateMs;
    return !this.isDeleted && isListed && this.#simulator.task(task).state !== "purged";
  }

  /** Nothing that the plan names goes wrong any more. */
  becomeQuiet() {
    this.#schedule.isQuiet = true;
  }

  /** Whether requests on a path are to go wrong now and from now on. */
  isFailing(path) {
    return this.#schedule.isFailing(path, this.clock.now());
  }

  /** What must never be shown. */
  get secrets() {
    return this.keys.secrets;
  }

  /** Requests that are still open although no answer comes. */
  get openRequests() {
    return this.#proxies.reduce((sum, { openRequests }) => sum + openRequests, 0);
  }

  /** Notes a request, and what is to go wrong with it. */
  begin({ path, taskId, ...place }) {
    const task = this.nameOf(taskId);
    const at = this.clock.now();
    const hasEnded = task !== undefined && this.recordOf(task).endedAt !== undefined;
    const wanted = this.#schedule.next(path, { at, hasEnded });
    const entry = this.log.begin({ at, path, task, wanted, ...place });
    if (path === "progress") for (const action of this.#onNextRequest.splice(0)) action(entry);
    return entry;
  }

  nameOf(taskId) {
    return Object.entries(this.#simulator.tasks).find(([, id]) => id === taskId)?.[0];
  }

  /** Something that happens when the next progress query is on its way. */
  onNextRequest(action) {
    this.#onNextRequest.push(action);
  }

  /** What kinds of faults look at. */
  context({ entry, ...more } = {}) {
    const { closedPort, tlsPort, elsewhere } = this.#shared;
    return {
      ...{ closedPort, tlsPort, elsewhere, proxyPort: Number(new URL(this.urlOf()).port) },
      ...{ wall: this.clock.wall(), chance: this.#is.chance },
      first: this.#first.get(entry?.task),
      ...more,
    };
  }

  /** The first true answer of a task, for when an old one is to be given. */
  keepFirst(task, body) {
    if (!this.#first.has(task)) this.#first.set(task, body);
  }

  /** Another address than the service's, for a fault of the way to it. */
  targetOf(entry) {
    const kind = kinds[entry.wanted];
    if (!kind?.target || this.isDown) return undefined;
    this.applied(entry, entry.wanted);
    return kind.target(this.context());
  }

  /** A kind of fault was met. */
  applied(entry, name, more = kinds[name]) {
    const { class: its, proves = false, retryAfterMs = 0, says } = more;
    Object.assign(entry, { kind: name, class: its, proves, retryAfterMs, says });
  }

  /** The service goes away, and comes back after a time. */
  async restart({ forMs = 0 } = {}) {
    const release = this.clock.hold();
    await this.#simulator.close();
    this.isDown = true;
    const up = async () => {
      const letGo = this.clock.hold();
      await this.#openSimulator();
      this.isDown = false;
      letGo();
    };
    if (forMs === 0) await up();
    else this.clock.at(this.clock.now() + forMs, up);
    release();
  }

  async close() {
    this.clock.cancelEvents();
    await Promise.all(this.#opening);
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
    await this.#simulator.close();
  }

  #openSimulator() {
    const opening = this.#replaceSimulator();
    this.#opening.push(opening);
    return opening;
  }

  async #replaceSimulator() {
    const { task, taskNames = [task.name] } = this.plan;
    const startedSecondsAgo =
      task.startedSecondsAgo + (this.clock.now() - this.taskStartsAt) / 1000;
    const before = this.#simulator;
    this.#simulator = await this.#startSimulator({
      scenarios: taskNames.map((name) => ({ ...task, name, startedSecondsAgo })),
      now: () => this.clock.wall(),
      ...this.keys.good,
    });
    await before?.close();
  }
}

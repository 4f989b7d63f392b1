import { openFaultProxy } from "./faultProxy.mjs";
import { kinds } from "./kinds/all.mjs";
import { dice } from "./random.mjs";
import { RunClock } from "./runClock.mjs";

const STARTED_AT = Date.UTC(2026, 0, 1);
/** What a request that is never answered costs, in milliseconds of the run's time. */
const REQUEST_TIMEOUT_MS = 10_000;

/** The service of one run, with all that goes wrong with it, and the record of what was answered. */
export class Stage {
  plan;
  clock;
  /** Every answer, oldest first: when, on which path, of which kind and class. */
  log = [];
  /** What must never be shown. */
  secrets = new Set();
  /** Where a request went that should have gone nowhere else. */
  strays = [];
  /** When the machine woke up after it had been suspended. */
  suspensions = [];
  /** When the task's time starts, on the clock of the run. */
  taskStartsAt = 0;
  skewMs = 0;
  isDown = false;
  isDeleted = false;
  isPurged = false;
  #startSimulator;
  #shared;
  #simulator;
  #proxy;
  #keys;
  #counts = { progress: 0, list: 0, iam: 0, ended: 0 };
  #is;
  #first;
  #opening = [];
  #onNextRequest = [];

  constructor(plan, { startSimulator, shared, clock = new RunClock(STARTED_AT) }) {
    this.clock = clock;
    this.plan = plan;
    this.#startSimulator = startSimulator;
    this.#shared = shared;
    this.#keys = plan.secrets;
    this.#is = dice(plan.seed + 1);
    this.#noteKeys(plan.secrets);
  }

  static async open(plan, world) {
    const stage = new Stage(plan, world);
    await stage.#openSimulator();
    stage.#proxy = await openFaultProxy(stage);
    return stage;
  }

  get url() {
    return this.#proxy.url;
  }

  get simulator() {
    return this.#simulator;
  }

  /** The simulator's own record of the task. */
  get record() {
    return this.#simulator.task("task");
  }

  /** Requests that nobody has given up although no answer comes. */
  get openRequests() {
    return this.#proxy.openRequests;
  }

  /** The keys as their source has them now. */
  get keys() {
    return this.#keys;
  }

  /** What is to be done with a request on this path; notes it in the log. */
  begin(path) {
    const counts = this.#counts;
    counts[path] += 1;
    const hasEnded = this.record.endedAt !== undefined;
    if (path === "progress" && hasEnded) counts.ended += 1;
    const { faults, listFaults, iamFaults } = this.plan;
    const wanted = { progress: faults, list: listFaults, iam: iamFaults }[path].find(
      ({ from, count, afterEnd }) => {
        const n = afterEnd ? counts.ended : counts[path];
        return n >= from && n < from + count;
      },
    );
    const entry = {
      at: this.clock.now(),
      path,
      kind: undefined,
      class: undefined,
      wanted: wanted?.kind,
    };
    if (path === "progress") for (const action of this.#onNextRequest.splice(0)) action(entry);
    this.log.push(entry);
    return entry;
  }

  /** The oldest entry on this path that has not reached the service yet. */
  arrived(path) {
    // Of a client in another process nothing is known before.
    const entry = this.log.find((one) => one.path === path && !one.hasArrived) ?? this.begin(path);
    entry.hasArrived = true;
    return entry;
  }

  /** Something that happens when the next progress query is on its way. */
  onNextRequest(action) {
    this.#onNextRequest.push(action);
  }

  /** What kinds of faults look at. */
  context(more) {
    const { closedPort, tlsPort, elsewhere } = this.#shared;
    return {
      ...{ closedPort, tlsPort, elsewhere, proxyPort: Number(new URL(this.url).port) },
      ...{ wall: this.clock.wall(), chance: this.#is.chance, first: this.#first },
      ...more,
    };
  }

  /** The first true answer, for when an old one is to be given. */
  keepFirst(body) {
    this.#first ??= body;
  }

  /** Another address than the service's, for a fault that is one of the way to it. */
  targetOf(entry) {
    const kind = kinds[entry.wanted];
    if (!kind?.target || this.isDown) return undefined;
    this.applied(entry, entry.wanted, kind.class);
    entry.hasArrived = true;
    return kind.target(this.context());
  }

  applied(entry, kind, itsClass, retryAfterMs = 0) {
    Object.assign(entry, { kind, class: itsClass, retryAfterMs });
  }

  /** A request that was never answered cost its time. */
  costTimeout() {
    this.clock.jump(REQUEST_TIMEOUT_MS);
  }

  async restart({ renewKeys = false, forMs = 0 } = {}) {
    const release = this.clock.hold();
    await this.#simulator.close();
    this.isDown = true;
    const up = async () => {
      const letGo = this.clock.hold();
      await this.#openSimulator();
      this.isDown = false;
      letGo();
    };
    if (renewKeys) this.#newKeys();
    if (forMs === 0) await up();
    else this.clock.at(this.clock.now() + forMs, up);
    release();
  }

  /** The old keys are refused from now on, and no source has others. */
  async expireKeys() {
    const old = this.#keys;
    await this.restart({ renewKeys: true });
    this.#keys = old;
  }

  async close() {
    this.clock.cancelEvents();
    await Promise.all(this.#opening);
    await this.#proxy.close();
    await this.#simulator.close();
  }

  #newKeys() {
    const { securityToken } = this.plan.secrets;
    this.#keys = {
      accessKey: this.#is.text(20),
      secretKey: this.#is.text(40),
      securityToken: securityToken && this.#is.text(80),
    };
    this.#noteKeys(this.#keys);
  }

  #noteKeys({ secretKey, securityToken }) {
    this.secrets.add(secretKey);
    if (securityToken) this.secrets.add(securityToken);
  }

  #openSimulator() {
    const opening = this.#replaceSimulator();
    this.#opening.push(opening);
    return opening;
  }

  async #replaceSimulator() {
    const { task } = this.plan;
    const startedSecondsAgo =
      task.startedSecondsAgo + (this.clock.now() - this.taskStartsAt) / 1000;
    const before = this.#simulator;
    this.#simulator = await this.#startSimulator({
      scenarios: [{ ...task, startedSecondsAgo }],
      now: () => this.clock.wall(),
      ...this.#keys,
    });
    await before?.close();
  }
}

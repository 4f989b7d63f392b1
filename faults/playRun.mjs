import { getEventListeners } from "node:events";
import { planEvents } from "./events.mjs";
import { judge } from "./judge.mjs";
import { makePlan } from "./plan.mjs";
import { dice } from "./random.mjs";
import { Stage } from "./stage.mjs";
import { stagedFetch } from "./stagedFetch.mjs";

/** A run in which nothing happens for so long by the machine's clock is stuck, in milliseconds. */
const STUCK_MS = 30_000;
/** So long may it take a client to close its connections, in milliseconds. */
const CLOSING_MS = 2_000;

/**
 * Plays one run through the real client, and gives what was found and which faults were met.
 *
 * @param world `{ client, simulator, shared }`: the modules under test, and what all runs share
 */
export async function playRun(
  seed,
  { client: api, simulator: { startSimulator }, shared },
  { isTraced = false } = {},
) {
  const plan = makePlan(seed);
  const stage = await Stage.open(plan, { startSimulator, shared });
  stage.happened = scenarioEvents(plan);
  try {
    const client = makeClient(api, stage);
    const controllers = plan.waits.map(() => new AbortController());
    planEvents(
      stage,
      controllers.map((controller) => () => controller.abort(stage.clock.now())),
    );
    const waits = await unlessStuck(
      stage,
      Promise.all(
        plan.waits.map((wait, at) => play(api, { stage, client, wait, at, controllers })),
      ),
    );
    stage.clock.cancelEvents();
    await closing(stage);
    if (stage.failure) throw stage.failure;
    const listeners = controllers.flatMap(({ signal }) => getEventListeners(signal, "abort"));
    return {
      seed,
      findings: judge(stage, waits ?? [], { isStuck: !waits, listeners: listeners.length }),
      outcomes: (waits ?? []).map(({ outcome }) => outcome),
      faults: [...stage.log.flatMap(({ kind }) => kind ?? []), ...stage.happened],
      requests: stage.log.length,
      ...(isTraced && { trace: traceOf(stage, waits ?? []) }),
    };
  } finally {
    await stage.close();
  }
}

function makeClient({ DcsClient }, stage) {
  const { knowsProject, cachesKeys } = stage.plan;
  const { region, projectId } = stage.simulator;
  const hangs = stage.plan.faults.some(({ kind }) => kind.startsWith("time-out"));
  let cached;
  return new DcsClient({
    region,
    endpoint: stage.url,
    iamEndpoint: stage.url,
    ...(knowsProject && { projectId }),
    credentials: async ({ refresh } = {}) => {
      if (!cachesKeys || refresh) cached = undefined;
      cached ??= { ...stage.keys, source: "a test" };
      return cached;
    },
    fetch: stagedFetch(stage),
    now: () => stage.clock.wall() + stage.skewMs,
    // A time-out is the one thing that takes its time by the machine's clock. It must not be so short
    // that a busy machine meets it by itself.
    requestTimeoutMs: hangs ? 2_500 : 60_000,
  });
}

async function play(api, { stage, client, wait, at, controllers }) {
  const { clock, plan, simulator } = stage;
  const { signal } = controllers[at];
  const seen = { at, ...wait, startedAt: clock.now(), texts: [], told: 0 };
  const task = { instanceId: simulator.instanceId, taskId: simulator.tasks["task"] };
  try {
    const result = await api.settleBackgroundTask(client, task, {
      timeoutMs: wait.timeoutMs,
      maxDelayMs: wait.maxDelayMs,
      signal,
      clock,
      random: dice(plan.seed + 2 + at).random,
      onProgress: () => (seen.told += 1),
      onTrouble: (error) => seen.texts.push(error),
    });
    Object.assign(seen, { outcome: result.outcome, result });
    seen.texts.push(result.observed);
  } catch (error) {
    Object.assign(seen, { outcome: `error ${error.code ?? error.name}`, error });
    seen.texts.push(error);
  }
  return Object.assign(seen, {
    endedAt: clock.now(),
    isAborted: signal.aborted,
    abortedAt: signal.reason,
    record: stage.record,
    isVisible: !stage.isDeleted && stage.record.state !== "purged",
    logLength: stage.log.length,
  });
}

/** `undefined` when nothing happens any more. */
async function unlessStuck(stage, waits) {
  let timer;
  const stuck = new Promise((resolve) => {
    let before;
    timer = setInterval(() => {
      const now = `${stage.log.length} ${stage.clock.now()}`;
      if (now === before) resolve();
      before = now;
    }, STUCK_MS);
  });
  return Promise.race([waits, stuck]).finally(() => clearInterval(timer));
}

async function closing(stage) {
  const until = performance.now() + CLOSING_MS;
  while (stage.openRequests > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function traceOf({ log }, waits) {
  return {
    log,
    waits: waits.map(({ outcome, endedAt, error, record }) => ({
      ...{ outcome, endedAt, record },
      message: error?.message,
    })),
  };
}

/** What the task itself is like, where that is a fault to a wait. */
function scenarioEvents({ task }) {
  return [
    task.notFoundForSeconds && "not found at first",
    task.vanishesAfterSeconds && "record purged before the end",
    task.purgedAfterSeconds && "record purged after the end",
    task.waitsForSeconds && "a maintenance window",
    task.settlesForSeconds && "100 % that settles late",
  ].filter(Boolean);
}

import { clearInterval, setInterval, setTimeout } from "node:timers";
import { getEventListeners } from "node:events";
import { planEvents } from "./events.mjs";
import { judge } from "./judge.mjs";
import { makePlan } from "./plan.mjs";
import { playUps } from "./playUps.mjs";
import { playWaits } from "./playWaits.mjs";
import { dice } from "./random.mjs";
import { Stage } from "./stage.mjs";
import { inRun } from "./virtualWorld.mjs";

/** A run in which nothing happens for so long by the machine's clock is stuck, in milliseconds. */
const STUCK_MS = 60_000;
/** How long a client may take to close its connections, in milliseconds. */
const CLOSING_MS = 10_000;

/**
 * Plays one run through the real client, and gives what was found and which faults were met.
 *
 * @param world `{ client, resource, simulator, shared }`: the modules under test, and what all runs share
 */
export async function playRun(
  seed,
  { client, resource, simulator: { startSimulator }, shared },
  { isTraced = false } = {},
) {
  const plan = makePlan(seed);
  const stage = await Stage.open(plan, { startSimulator, shared });
  stage.happened = scenarioEvents(plan);
  try {
    const controllers = plan.waits.map(() => new AbortController());
    const atOnce = controllers.filter((_, at) => plan.waits[at].follows === undefined);
    planEvents(
      stage,
      atOnce.map((controller) => () => controller.abort(stage.clock.now())),
    );
    const run = {
      clock: stage.clock,
      random: dice(plan.seed + 1_000).random,
      wall: stage.now,
    };
    const play = async () =>
      plan.ups
        ? { ups: await playUps(resource, stage, run) }
        : playWaits(client, stage, controllers);
    const told = await unlessStuck(stage, inRun(run, play));
    stage.clock.cancelEvents();
    await closing(stage);
    if (stage.failure) throw stage.failure;
    const listeners = controllers.flatMap(({ signal }) => getEventListeners(signal, "abort"));
    return {
      seed,
      subject: plan.subject,
      findings: await judge(stage, told ?? {}, { isStuck: !told, listeners: listeners.length }),
      outcomes: outcomesOf(told ?? {}),
      faults: [...stage.log.entries.flatMap(({ kind }) => kind ?? []), ...stage.happened],
      requests: stage.log.entries.length,
      ...(isTraced && { trace: traceOf(stage, told ?? {}) }),
    };
  } finally {
    await stage.close();
  }
}

/** `undefined` when nothing happens any more. */
async function unlessStuck(stage, waits) {
  let timer;
  const stuck = new Promise((resolve) => {
    let before;
    timer = setInterval(() => {
      const now = `${stage.log.entries.length} ${stage.clock.now()}`;
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

function outcomesOf({ waits = [], ups = [] }) {
  return [
    ...waits.map(({ outcome }) => outcome),
    ...ups.map(({ error, saved }) => `up: ${error?.code ?? saved?.state.status}`),
  ];
}

function traceOf({ log }, { waits = [], ups = [] }) {
  return {
    log: log.entries,
    waits: [...waits, ...ups].map(({ at, outcome, saved, startedAt, endedAt, error }) => ({
      ...{ at, startedAt, endedAt },
      outcome: outcome ?? `up: ${saved?.state.status}`,
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

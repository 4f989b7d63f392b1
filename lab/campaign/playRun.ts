import { clearInterval, setInterval, setTimeout } from "node:timers";
import { getEventListeners } from "node:events";
import { dice } from "./dice.ts";
import { planEvents } from "./events.ts";
import { judge } from "./judge.ts";
import { makePlan } from "./makePlan.ts";
import { openStage } from "./openStage.ts";
import type { Plan } from "./plan/plan.ts";
import { playUps } from "./playUps.ts";
import { playWaits } from "./playWaits.ts";
import type { Entry } from "./requestLog.ts";
import { RunClock } from "./runClock.ts";
import type { Stage } from "./stage.ts";
import type { Finding, Told } from "./told.ts";
import { inRun } from "./virtualWorld.ts";
import type { World } from "./world.ts";

const STARTED_AT = Date.UTC(2026, 0, 1);
/** A run in which nothing happens for so long by the machine's clock is stuck, in milliseconds. */
const STUCK_MS = 60_000;
/** How long a client may take to close its connections, in milliseconds. */
const CLOSING_MS = 10_000;

const NOTHING: Told = { waits: [], looks: [], ups: [] };

type RunStage = Stage<Plan, RunClock>;

/** Every request of a run, and how its waits ended. */
export interface Trace {
  readonly log: readonly Entry[];
  readonly waits: readonly TracedWait[];
}

interface TracedWait {
  readonly at: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: string;
  readonly message: string | undefined;
}

/** What came of a run. */
export interface PlayedRun {
  readonly seed: number;
  readonly findings: readonly Finding[];
  /** How its waits ended. */
  readonly outcomes: readonly string[];
  /** Which kinds of faults were met. */
  readonly faults: readonly string[];
  readonly requests: number;
  readonly trace: Trace;
}

/** Plays one run through the real client, and gives what was found and which faults were met. */
export async function playRun(seed: number, world: World): Promise<PlayedRun> {
  const plan = makePlan(seed);
  const stage = await openStage(plan, { ...world, clock: new RunClock(STARTED_AT) });
  stage.happened.push(...scenarioEvents(plan));
  try {
    const controllers = plan.waits.map(() => new AbortController());
    const ended = await unlessStuck(stage, play(stage, world, controllers));
    const told = ended ?? NOTHING;
    stage.clock.cancelEvents();
    await closing(stage);
    if (stage.failure) throw stage.failure as Error;
    const listeners = controllers.flatMap(({ signal }) => getEventListeners(signal, "abort"));
    const { entries } = stage.log;
    return {
      seed,
      findings: await judge(stage, told, { isStuck: !ended, listeners: listeners.length }),
      outcomes: outcomesOf(told),
      faults: [...entries.flatMap(({ kind }) => kind ?? []), ...stage.happened],
      requests: entries.length,
      trace: { log: entries, waits: traceOf(told) },
    };
  } finally {
    await stage.close();
  }
}

async function play(
  stage: RunStage,
  world: World,
  controllers: readonly AbortController[],
): Promise<Told> {
  const { clock, plan, now } = stage;
  const atOnce = controllers.filter((_, at) => plan.waits[at]?.follows === undefined);
  planEvents(
    stage,
    atOnce.map((controller) => () => {
      controller.abort(clock.now());
    }),
  );
  const run = { clock, random: dice(plan.seed + 1_000).random, wall: now };
  const signals = controllers.map(({ signal }) => signal);
  const { resource } = plan;
  return inRun(run, async () =>
    resource
      ? { ...NOTHING, ups: await playUps({ api: world.resource, stage, run, resource }) }
      : { ...NOTHING, ...(await playWaits(world.client, stage, signals)) },
  );
}

/** `undefined` when nothing happens any more. */
async function unlessStuck(stage: RunStage, told: Promise<Told>): Promise<Told | undefined> {
  const { promise: stuck, resolve } = Promise.withResolvers<undefined>();
  let before: string | undefined;
  const timer = setInterval(() => {
    const now = `${stage.log.entries.length} ${stage.clock.now()}`;
    if (now === before) resolve(undefined);
    before = now;
  }, STUCK_MS);
  return Promise.race([told, stuck]).finally(() => {
    clearInterval(timer);
  });
}

async function closing(stage: RunStage): Promise<void> {
  const until = performance.now() + CLOSING_MS;
  while (stage.openRequests > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function outcomesOf({ waits, ups }: Told): string[] {
  return [
    ...waits.map(({ outcome }) => outcome),
    ...ups.map(({ error, saved }) => `up: ${error?.code ?? String(saved?.state["status"])}`),
  ];
}

function traceOf({ waits, ups }: Told): TracedWait[] {
  const told = [
    ...waits,
    ...ups.map((up) => ({ ...up, outcome: `up: ${String(up.saved?.state["status"])}` })),
  ];
  return told.map(({ at, startedAt, endedAt, outcome, error }) => ({
    ...{ at, startedAt, endedAt, outcome },
    message: error?.message,
  }));
}

/** What the task itself is like, where that is a fault to a wait. */
function scenarioEvents({ task }: Plan): string[] {
  return [
    task.notFoundForSeconds ? "not found at first" : "",
    task.vanishesAfterSeconds ? "record purged before the end" : "",
    task.purgedAfterSeconds ? "record purged after the end" : "",
    task.waitsForSeconds ? "a maintenance window" : "",
    task.settlesForSeconds ? "100 % that settles late" : "",
  ].filter((name) => name !== "");
}

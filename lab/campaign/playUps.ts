import type { PlannedUp, Plan, ResourcePlan } from "./plan/plan.ts";
import { latestEndOf } from "./plan/task.ts";
import { abortedAt } from "./playWaits.ts";
import type { RunClock } from "./runClock.ts";
import { type CampaignLifecycle, openLifecycle } from "./openLifecycle.ts";
import type { Stage } from "./stage.ts";
import { stagedFetch } from "./stagedFetch.ts";
import { type Saved, toError, type ToldUp } from "./told.ts";
import { inRun, type RunWorld } from "./virtualWorld.ts";
import type { ResourceApi } from "./world.ts";

/** A moment after the end of the tasks, in milliseconds. */
const AFTER_MS = 1_000;

type RunStage = Stage<Plan, RunClock>;

interface Up extends PlannedUp {
  /** Nothing goes wrong in it. */
  readonly isQuiet?: boolean;
}

/** What the runs of one resource share. */
interface Playing {
  readonly api: ResourceApi;
  readonly stage: RunStage;
  readonly run: RunWorld;
  readonly resource: ResourcePlan;
}

/** The last one: nothing goes wrong any more. */
const quietUp: Up = {
  afterMs: 0,
  timeoutSeconds: 3_600,
  wait: true,
  refreshes: false,
  isQuiet: true,
};

/**
 * Plays a resource through several runs of `pulumi up`, as the engine would call its provider, and
 * gives what each told.
 */
export async function playUps(playing: Playing): Promise<ToldUp[]> {
  const { stage, resource } = playing;
  const ups: ToldUp[] = [];
  const all: readonly Up[] = [...resource.ups, quietUp];
  for (const [at, up] of all.entries()) {
    if (at > 0) await stage.clock.sleep(up.isQuiet ? msToEnd(stage) : up.afterMs);
    if (up.isQuiet) stage.becomeQuiet();
    ups.push(await playUp(playing, { at, up, saved: ups.at(-1)?.saved }));
  }
  return ups;
}

interface PlayedUp {
  readonly at: number;
  readonly up: Up;
  readonly saved: Saved | undefined;
}

async function playUp(playing: Playing, { at, up, saved }: PlayedUp): Promise<ToldUp> {
  const { stage, run } = playing;
  const { clock, log, plan } = stage;
  const { wait, timeoutSeconds, refreshes, isQuiet = false } = up;
  const controller = new AbortController();
  const client = `up ${at}`;
  const startedAt = clock.now();
  const refresh: { endedAt?: number } = {};
  const startMark = log.mark();
  const fetch = cancelling(up, { controller, fetch: stagedFetch(stage, client), clock });
  const wall = () => stage.now();
  const ending = await inRun({ ...run, wall, fetch }, () =>
    engineOperation(playing, { up, saved, controller, refresh }),
  );
  return {
    ...{
      at,
      wait,
      timeoutSeconds,
      refreshes,
      isQuiet,
      client,
      startedAt,
      startMark,
      before: saved,
    },
    ...ending,
    ...{ endedAt: clock.now(), endMark: log.mark() },
    // A refresh is an operation of its own.
    deadline: (refresh.endedAt ?? startedAt) + timeoutSeconds * 1_000,
    refreshMs: (refresh.endedAt ?? startedAt) - startedAt,
    isCancelled: controller.signal.aborted,
    cancelledAt: abortedAt(controller.signal),
    records: Object.fromEntries(plan.taskNames.map((name) => [name, stage.recordOf(name)])),
    isKnown: plan.taskNames.every((name) => stage.knows(name)),
  };
}

interface Operation {
  readonly up: Up;
  readonly saved: Saved | undefined;
  readonly controller: AbortController;
  /** Gets the end of a refresh. */
  readonly refresh: { endedAt?: number };
}

/** What the engine does with one resource in an `up`, and what it then has of it. */
async function engineOperation(
  { api, stage, resource }: Playing,
  { up, saved, controller, refresh }: Operation,
): Promise<Pick<ToldUp, "saved" | "error">> {
  const { clock } = stage;
  const lifecycle = openLifecycle(api, stage, { kind: resource.kind, signal: controller.signal });
  if (up.cancel?.afterMs) {
    clock.at(clock.now() + up.cancel.afterMs, () => {
      controller.abort(clock.now());
    });
  }
  let before = saved;
  try {
    if (up.refreshes && saved) {
      before = await read(lifecycle, saved).finally(() => {
        refresh.endedAt = clock.now();
      });
    }
    return { saved: await createOrUpdate(lifecycle, before, inputsOf(stage, resource, up)) };
  } catch (thrown) {
    const error = toError(thrown);
    const { id = saved?.id, properties } = error as Partial<PartialFailure>;
    if (properties && id !== undefined)
      return { error, saved: { id, state: properties, isPartial: true } };
    return { error, saved: before && { ...before, isPartial: true } };
  }
}

/** An error of an operation that leaves a state. */
interface PartialFailure {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** `undefined` when the instance is gone. */
async function read(lifecycle: CampaignLifecycle, saved: Saved): Promise<Saved | undefined> {
  const { id, props } = await lifecycle.read(saved.id, saved.state);
  return id === undefined || !props ? undefined : { ...saved, state: props };
}

async function createOrUpdate(
  lifecycle: CampaignLifecycle,
  before: Saved | undefined,
  wanted: Record<string, unknown>,
): Promise<Saved> {
  const { inputs, failures } = await lifecycle.check(wanted);
  if (failures.length > 0) throw new Error(`check: ${JSON.stringify(failures)}`);
  if (!before) {
    const { id, outs } = await lifecycle.create(inputs);
    return { id, state: outs };
  }
  const { changes } = await lifecycle.diff(before.state, inputs);
  if (changes === false && !before.isPartial) return before;
  const { outs } = await lifecycle.update(before.state, inputs);
  return { id: before.id, state: outs };
}

function inputsOf(
  { simulator }: Stage,
  { kind, onFailure, onTimeout }: ResourcePlan,
  { timeoutSeconds, wait }: Up,
): Record<string, unknown> {
  return {
    instanceId: simulator.instanceId,
    ...(kind === "a task by its id" && { taskId: simulator.tasks["task"] }),
    ...(kind === "a task by its name" && { taskName: ["EXTEND"] }),
    ...{ timeoutSeconds, wait, onFailure, onTimeout },
  };
}

interface Cancelling {
  readonly controller: AbortController;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: RunClock;
}

/** A `fetch` in the midst of which the engine is told to stop. */
function cancelling({ cancel }: Up, { controller, fetch, clock }: Cancelling): Cancelling["fetch"] {
  let count = 0;
  return (...args) => {
    count += 1;
    const asked = fetch(...args);
    if (count === cancel?.onRequest) controller.abort(clock.now());
    return asked;
  };
}

function msToEnd({ clock, plan }: RunStage): number {
  return Math.max(latestEndOf(plan.task) - clock.now(), 0) + AFTER_MS;
}

import type { DcsClient, TaskId, TaskProgress } from "pulumi-huaweicloud-dcs/client";
import { dice, itemAt } from "./dice.ts";
import { happen } from "./events.ts";
import type { Plan, PlannedClient, PlannedWait } from "./plan/plan.ts";
import type { RunClock } from "./runClock.ts";
import type { Stage } from "./stage.ts";
import { stagedFetch } from "./stagedFetch.ts";
import { toError, type ToldLook, type ToldWait } from "./told.ts";
import type { ClientApi } from "./world.ts";

type RunStage = Stage<Plan, RunClock>;

/** Plays the waits and the single queries of a run, and gives what each told. */
export async function playWaits(
  api: ClientApi,
  stage: RunStage,
  signals: readonly AbortSignal[],
): Promise<{ readonly waits: readonly ToldWait[]; readonly looks: readonly ToldLook[] }> {
  const { plan } = stage;
  // Clients of one process share what they know of a key by their wall clock.
  const now = () => stage.clock.wall() + stage.skewMs;
  const clients = plan.clients.map((client, name) =>
    makeClient(api, stage, { ...client, name, now }),
  );
  const ended: Promise<ToldWait>[] = [];
  for (const [at, wait] of plan.waits.entries()) {
    ended.push(
      playWait(api, stage, {
        ...{ at, wait, client: itemAt(clients, wait.client), signal: itemAt(signals, at) },
        before: wait.follows === undefined ? undefined : ended[wait.follows],
      }),
    );
  }
  const looked = plan.looks.map((look, at) =>
    playLook(api, stage, { ...look, name: `look ${at}`, now }),
  );
  const waits = await Promise.all(ended);
  return { waits, looks: await Promise.all(looked) };
}

interface ClientOptions extends PlannedClient {
  readonly name: number | string;
  readonly now: () => number;
}

function makeClient(
  { DcsClient }: ClientApi,
  stage: RunStage,
  { name, now, host, knowsProject, requestsPerSecond }: ClientOptions,
): DcsClient {
  const { region, projectId } = stage.simulator;
  const url = stage.urlOf(host);
  return new DcsClient({
    ...{ region, endpoint: url, iamEndpoint: url },
    ...(knowsProject && { projectId }),
    ...(requestsPerSecond && { requestsPerSecond }),
    credentials: stage.keys.provider(() => stage.log.mark()),
    fetch: stagedFetch(stage, name),
    now,
  });
}

interface PlayedWait {
  readonly at: number;
  readonly wait: PlannedWait;
  readonly client: DcsClient;
  readonly signal: AbortSignal;
  /** The one that it follows. */
  readonly before: Promise<ToldWait> | undefined;
}

async function playWait(api: ClientApi, stage: RunStage, played: PlayedWait): Promise<ToldWait> {
  const { at, wait, signal, before } = played;
  const { clock, log } = stage;
  const ids = idsOf(stage, wait.task);
  const seen = await begin(stage, wait, before);
  const startedAt = clock.now();
  const startMark = log.mark();
  const ending = await settle(api, stage, { ...played, ids, seen });
  return {
    ...{ at, ...wait, startedAt, startMark, ...ending },
    ...{ endedAt: clock.now(), endMark: log.mark(), isSeen: seen !== undefined },
    ...{ isAborted: signal.aborted, abortedAt: abortedAt(signal) },
    record: stage.recordOf(wait.task),
    isKnown: stage.knows(wait.task),
    key: stage.keys.held.accessKey,
    deadline: startedAt + wait.timeoutMs,
  };
}

interface Settling extends PlayedWait {
  readonly ids: TaskId;
  /** What an earlier run has seen of the task. */
  readonly seen: TaskProgress | undefined;
}

async function settle(
  api: ClientApi,
  { clock, plan }: RunStage,
  { at, wait, client, signal, ids, seen }: Settling,
): Promise<Pick<ToldWait, "outcome" | "result" | "error" | "texts" | "news">> {
  const texts: unknown[] = [];
  const news: number[] = [];
  try {
    const result = await api.settleBackgroundTask(client, ids, {
      timeoutMs: wait.timeoutMs,
      maxDelayMs: wait.maxDelayMs,
      ...(seen && { seen }),
      ...(wait.givesUndefined && { confirm: undefined, minDelayMs: undefined }),
      ...{ signal, clock, random: dice(plan.seed + 2 + at).random },
      onProgress: () => news.push(clock.now()),
      onTrouble: (error) => texts.push(error),
    });
    return { outcome: result.outcome, result, texts: [...texts, result.observed], news };
  } catch (thrown) {
    const error = toError(thrown);
    const outcome = `error ${error.code ?? error.name}`;
    return { outcome, error, texts: [...texts, thrown], news };
  }
}

/** The wait's turn comes; gives what an earlier run has seen of its task. */
async function begin(
  stage: RunStage,
  { startsAt, afterMs = 0, before: events = [], isResumed }: PlannedWait,
  before: Promise<ToldWait> | undefined,
): Promise<TaskProgress | undefined> {
  const { clock } = stage;
  if (startsAt) await clock.sleep(startsAt);
  if (!before) return undefined;
  const { result } = await before;
  await clock.sleep(afterMs);
  for (const kind of events) await happen(stage, kind);
  return isResumed ? result?.lastProgress : undefined;
}

interface Look {
  readonly at: number;
  readonly retries: number;
  readonly name: string;
  readonly now: () => number;
}

/** One query for the progress, by a client of its own. */
async function playLook(
  api: ClientApi,
  stage: RunStage,
  { at, retries, name, now }: Look,
): Promise<ToldLook> {
  const client = makeClient(api, stage, { host: 0, name, now, knowsProject: true });
  const startMark = stage.log.mark();
  await stage.clock.sleep(at);
  try {
    // A host has one budget for each clock: that of the waits is the run's.
    const options = api.onClock(stage.clock, { retries });
    const answer = await client.showBackgroundTaskProgress(idsOf(stage, "task"), options);
    return { name, startMark, answer, endMark: stage.log.mark() };
  } catch (error) {
    return { name, startMark, error: toError(error), endMark: stage.log.mark() };
  }
}

function idsOf({ simulator }: Stage, task: string): TaskId {
  return { instanceId: simulator.instanceId, taskId: simulator.tasks[task] ?? "" };
}

/** When a signal was aborted, on the clock of the run: that is its reason. */
export function abortedAt({ aborted, reason }: AbortSignal): number | undefined {
  return aborted ? Number(reason) : undefined;
}

import { happen } from "./events.mjs";
import { dice } from "./random.mjs";
import { stagedFetch } from "./stagedFetch.mjs";

/**
 * Plays the waits and the single queries of a run, and gives what each told. `api` is the client's
 * module.
 */
export async function playWaits(api, stage, controllers) {
  const { plan } = stage;
  // Clients of one process share what they know of a key by their wall clock.
  const now = () => stage.clock.wall() + stage.skewMs;
  const clients = plan.clients.map((options, at) =>
    makeClient(api, stage, { ...options, at, now }),
  );
  const ended = [];
  for (const [at, wait] of plan.waits.entries()) {
    ended.push(
      playWait(api, stage, {
        ...{ at, wait, client: clients[wait.client], signal: controllers[at].signal },
        before: ended[wait.follows],
      }),
    );
  }
  const looked = plan.looks.map((look, at) =>
    playLook(api, stage, { ...look, name: `look ${at}`, now }),
  );
  const waits = await Promise.all(ended);
  return { waits, looks: await Promise.all(looked) };
}

function makeClient({ DcsClient }, stage, { at, now, host = 0, knowsProject, requestsPerSecond }) {
  const { region, projectId } = stage.simulator;
  const url = stage.urlOf(host);
  return new DcsClient({
    ...{ region, endpoint: url, iamEndpoint: url },
    ...(knowsProject && { projectId }),
    ...(requestsPerSecond && { requestsPerSecond }),
    credentials: stage.keys.provider(() => stage.log.mark()),
    fetch: stagedFetch(stage, at),
    now,
  });
}

async function playWait(api, stage, { at, wait, client, signal, before }) {
  const { clock, plan, log } = stage;
  const { taskId, instanceId } = idsOf(stage, wait.task);
  const earlier = await begin(stage, wait, before);
  const told = { at, ...wait, startedAt: clock.now(), startMark: log.mark(), texts: [], news: [] };
  try {
    const settle = api.settleBackgroundTask ?? api.waitForBackgroundTask;
    const result = await settle(
      client,
      { instanceId, taskId },
      {
        timeoutMs: wait.timeoutMs,
        maxDelayMs: wait.maxDelayMs,
        ...(earlier && { seen: earlier }),
        ...(wait.givesUndefined && { confirm: undefined, minDelayMs: undefined }),
        ...{ signal, clock, random: dice(plan.seed + 2 + at).random },
        onProgress: () => told.news.push(clock.now()),
        onTrouble: (error) => told.texts.push(error),
      },
    );
    Object.assign(told, { outcome: result.outcome, result });
    told.texts.push(result.observed);
  } catch (error) {
    Object.assign(told, { outcome: `error ${error.code ?? error.name}`, error });
    told.texts.push(error);
  }
  return Object.assign(told, {
    ...{ endedAt: clock.now(), endMark: log.mark(), isSeen: earlier !== undefined },
    ...{ isAborted: signal.aborted, abortedAt: signal.reason },
    record: stage.recordOf(wait.task),
    isKnown: stage.knows(wait.task),
    key: stage.keys.held.accessKey,
    deadline: told.startedAt + wait.timeoutMs,
  });
}

/** The wait's turn comes; gives what an earlier run has seen of its task. */
async function begin(stage, { startsAt, afterMs, before: events = [], seen }, before) {
  const { clock } = stage;
  if (startsAt) await clock.sleep(startsAt);
  if (!before) return undefined;
  const { result } = await before;
  await clock.sleep(afterMs);
  for (const kind of events) await happen(stage, kind);
  return seen === undefined ? undefined : result?.lastProgress;
}

/** One query for the progress, by a client of its own. */
async function playLook(api, stage, { at, retries, name, now }) {
  const client = makeClient(api, stage, { at: name, now, knowsProject: true });
  const startMark = stage.log.mark();
  await stage.clock.sleep(at);
  const told = { name, startMark };
  try {
    // A host has one budget for each clock: that of the waits is the run's.
    const options = api.onClock(stage.clock, { retries });
    const answer = await client.showBackgroundTaskProgress(idsOf(stage, "task"), options);
    return Object.assign(told, { answer, endMark: stage.log.mark() });
  } catch (error) {
    return Object.assign(told, { error, endMark: stage.log.mark() });
  }
}

function idsOf({ simulator }, task) {
  return { instanceId: simulator.instanceId, taskId: simulator.tasks[task] };
}

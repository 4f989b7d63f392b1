import { latestEndOf } from "./plan/task.mjs";
import { stagedFetch } from "./stagedFetch.mjs";
import { inRun } from "./virtualWorld.mjs";

/** A moment after the end of the tasks, in milliseconds. */
const AFTER_MS = 1_000;

/**
 * Plays a resource through several runs of `pulumi up`, as the engine would call its provider, and
 * gives what each told. `api` are the modules of the resource.
 */
export async function playUps(api, stage, run) {
  const { clock, plan } = stage;
  const ups = [];
  let saved;
  for (const [at, up] of [...plan.ups, quietUp].entries()) {
    if (at > 0) await clock.sleep(up.isQuiet ? msToEnd(stage) : up.afterMs);
    if (up.isQuiet) stage.becomeQuiet();
    const told = await playUp(api, stage, { run, at, up, saved });
    ups.push(told);
    saved = told.saved;
  }
  return ups;
}

/** The last one: nothing goes wrong any more. */
const quietUp = { timeoutSeconds: 3_600, wait: true, isQuiet: true };

async function playUp(api, stage, { run, at, up, saved }) {
  const { clock, log } = stage;
  const controller = new AbortController();
  const client = `up ${at}`;
  const fetch = stagedFetch(stage, client);
  const told = { at, ...up, client, startedAt: clock.now(), startMark: log.mark(), before: saved };
  const ending = await inRun(
    { ...run, fetch: cancelling(up.cancel, { controller, fetch, clock }) },
    () => engineOperation(api, stage, { up, saved, controller }),
  );
  return Object.assign(told, ending, {
    ...{ endedAt: clock.now(), endMark: log.mark() },
    deadline: told.startedAt + up.timeoutSeconds * 1_000,
    ...{ isCancelled: controller.signal.aborted, cancelledAt: controller.signal.reason },
    records: Object.fromEntries(stage.plan.taskNames.map((name) => [name, stage.recordOf(name)])),
    isKnown: stage.plan.taskNames.every((name) => stage.knows(name)),
  });
}

/** What the engine does with one resource in an `up`, and what it then has of it. */
async function engineOperation(api, stage, { up, saved, controller }) {
  const { clock } = stage;
  const lifecycle = openLifecycle(api, stage, controller);
  if (up.cancel?.afterMs) {
    clock.at(clock.now() + up.cancel.afterMs, () => controller.abort(clock.now()));
  }
  let state = saved?.state;
  try {
    if (up.refreshes && state) {
      const { id, props } = await lifecycle.read(saved.id, state);
      state = id === undefined ? undefined : props;
    }
    const { inputs, failures } = await lifecycle.check(inputsOf(stage, up));
    if (failures.length > 0) throw new Error(`check: ${JSON.stringify(failures)}`);
    if (!state) {
      const { id, outs } = await lifecycle.create(inputs);
      return { saved: { id, state: outs } };
    }
    const { changes } = await lifecycle.diff(state, inputs);
    if (changes === false && !saved.isPartial) return { saved: { ...saved, state } };
    const { outs } = await lifecycle.update(state, inputs);
    return { saved: { id: saved.id, state: outs } };
  } catch (error) {
    const { id = saved?.id, properties } = error;
    if (properties) return { error, saved: { id, state: properties, isPartial: true } };
    return { error, saved: state && { ...saved, state, isPartial: true } };
  }
}

function inputsOf({ plan, simulator }, { timeoutSeconds, wait }) {
  const { resource, onFailure, onTimeout } = plan;
  return {
    instanceId: simulator.instanceId,
    ...(resource === "a task by its id" && { taskId: simulator.tasks["task"] }),
    ...(resource === "a task by its name" && { taskName: ["EXTEND"] }),
    ...{ timeoutSeconds, wait, onFailure, onTimeout },
    __urn: "urn:pulumi:test::test::pulumi-nodejs:dynamic:DcsTask::wait",
  };
}

function openLifecycle({ createLifecycle, oneTask, allTasks }, stage, { signal }) {
  const { simulator, clock, plan } = stage;
  const { accessKey, secretKey, securityToken } = stage.keys.held;
  const values = {
    region: simulator.region,
    ...(plan.clients[0].knowsProject && { projectId: simulator.projectId }),
    ...{ accessKey, secretKey, securityToken },
    endpoints: JSON.stringify({ dcs: stage.urlOf(), iam: stage.urlOf() }),
  };
  const startedAt = stage.now();
  const host = {
    configuration: () => Promise.resolve((name) => values[name.replace("huaweicloud:", "")]),
    env: {},
    row: () => ({ show: () => undefined, keep: () => undefined, settled: () => Promise.resolve() }),
    onTerminal: false,
    cancelled: signal,
    isUnknown: () => false,
    clock,
    now: stage.now,
    runStartedAt: () => startedAt,
  };
  return createLifecycle(host, plan.resource === "all tasks" ? allTasks : oneTask);
}

/** A `fetch` in the midst of which the engine is told to stop. */
function cancelling(cancel, { controller, fetch, clock }) {
  let count = 0;
  return (...args) => {
    count += 1;
    const asked = fetch(...args);
    if (count === cancel?.onRequest) controller.abort(clock.now());
    return asked;
  };
}

function msToEnd({ clock, plan }) {
  return Math.max(latestEndOf(plan.task) - clock.now(), 0) + AFTER_MS;
}

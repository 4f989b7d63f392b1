import { isSameId } from "../client/tasks/sameId";
import { isDcsError } from "../errors";
import type { WaitResult } from "../wait/waitResult";
import { failureOf, hasFailed } from "./endings";
import { findTargets, type Search } from "./findTargets";
import { type Followed, type Following, msLeft, toBounds } from "./following";
import type { BackgroundTaskInputs } from "./inputs";
import { readTarget } from "./readTarget";
import { idOf, type Target, type TargetState } from "./target";
import type { WaitKind } from "./waitKind";
import { waitForTargets } from "./waitForTargets";

/**
 * Waits for what an earlier run left open and for what is found, until all has ended. A task that was
 * found and failed in an earlier run is not the last word: the provider that started it may have
 * started it again, so a newer one is looked for first.
 *
 * @throws what a search throws before anything was waited for
 */
export async function followTargets(following: Following): Promise<Followed> {
  const { known, kind } = following;
  let { ended, open } = known.length > 0 ? await resume(following) : await begin(following);
  while (open.length > 0) {
    const before = ended;
    const states = await waitForOpen(open, before, following);
    ended = [...before, ...states];
    const failedBefore = states.filter((state) => hasFailed(state) && isAmong(state.target, known));
    try {
      const newer = failedBefore.length > 0 ? await findNewer(following, ended) : [];
      if (newer.length > 0) {
        ended = ended.filter((state) => !isSuperseded(state, newer, kind));
        open = newer.map(toOpen);
        continue;
      }
      if (kind.isSingle || failureOf(ended, following.judgement) !== undefined) break;
      // What was started meanwhile is waited for too.
      open = await findMore(following, ended);
    } catch (error) {
      if (!isDcsError(error)) throw error;
      return { states: ended, error };
    }
  }
  return { states: ended };
}

interface Start {
  readonly ended: readonly TargetState[];
  readonly open: readonly TargetState[];
}

async function begin(following: Following): Promise<Start> {
  return { ended: [], open: (await find(following, { isPatient: true })).map(toOpen) };
}

/** Sorts what an earlier run found into what has ended and what is open. */
async function resume(following: Following): Promise<Start> {
  const { known, kind, inputs } = following;
  const accepted = known.filter((state) => isSettled(state, inputs));
  const failed = known.filter((state) => hasFailed(state) && !accepted.includes(state));
  const running = known.filter((state) => !accepted.includes(state) && !failed.includes(state));
  const newer = failed.length > 0 ? await findNewer(following, known) : [];
  const left = failed.filter((state) => !isSuperseded(state, newer, kind));
  const looked = await Promise.all(left.map((state) => lookAgain(state, following)));
  const isOpen = ({ status }: TargetState) => status === "RUNNING";
  const ended = [...accepted, ...looked.filter((state) => !isOpen(state))];
  const open = [...running, ...looked.filter(isOpen), ...newer.map(toOpen)];
  // The last look of an interrupted run may have missed what was started meanwhile.
  if (open.length === 0 && looked.length === 0)
    return { ended, open: await findMore(following, ended) };
  return { ended, open };
}

/** Whether an earlier run has seen the end, and the inputs accept it. */
function isSettled({ status }: TargetState, { onFailure }: BackgroundTaskInputs): boolean {
  return status === "SUCCEEDED" || (status !== "RUNNING" && onFailure === "record");
}

/** Looks once more at a task that had failed: the service may have repeated it under the same id. */
async function lookAgain(state: TargetState, following: Following): Promise<TargetState> {
  const { client, inputs, host } = following;
  const place = { client, instanceId: inputs.instanceId, signal: host.cancelled };
  const now = await readTarget(state.target, place, state);
  return hasFailed(now) ? { ...now, result: resultOf(now) } : now;
}

function resultOf({ status, answer, attempts }: TargetState): WaitResult {
  const summary = {
    ...(answer && { lastProgress: answer }),
    attempts,
    elapsedMs: 0,
    observed: {},
  };
  return status === "FAILED"
    ? { outcome: "failed", decidedBy: "steps", ...summary }
    : { outcome: "lost", decidedBy: "wait", ...summary };
}

/** Tasks that were started after those that are known, where tasks are looked for at all. */
async function findNewer(
  following: Following,
  known: readonly TargetState[],
): Promise<readonly Target[]> {
  const { taskId, jobId } = following.inputs;
  if (taskId !== undefined || jobId !== undefined) return [];
  const except = known.map(({ target }) => idOf(target));
  return find(following, { isPatient: true, except, mayBeNone: true });
}

/** A newer task takes the place of the one that failed: any for the newest, else one of its name. */
function isSuperseded(state: TargetState, newer: readonly Target[], kind: WaitKind): boolean {
  if (!hasFailed(state)) return false;
  return newer.some((target) => kind.isSingle || nameOf(target) === nameOf(state.target));
}

/** What was started meanwhile, where all tasks are waited for. */
async function findMore(
  following: Following,
  ended: readonly TargetState[],
): Promise<TargetState[]> {
  if (following.kind.isSingle) return [];
  // A task that a newer one superseded has no part in how all ended.
  const except = [...following.known, ...ended].map(({ target }) => idOf(target));
  return (await find(following, { isPatient: false, except, mayBeNone: true })).map(toOpen);
}

interface Finding {
  readonly isPatient: boolean;
  readonly except?: readonly string[];
  /** Nothing newer is no error, whatever the inputs say of nothing at all. */
  readonly mayBeNone?: boolean;
}

async function find(
  following: Following,
  { isPatient, except = [], mayBeNone = false }: Finding,
): Promise<readonly Target[]> {
  const { host, client, kind, since, judged, onTrouble } = following;
  const timeoutMs = msLeft(following);
  const search: Search = { host, client, timeoutMs, isPatient, since, judged, except, onTrouble };
  const inputs = mayBeNone ? { ...following.inputs, ifNone: "record" as const } : following.inputs;
  const { targets, remark } = await findTargets(inputs, search);
  if (remark !== undefined && !mayBeNone) following.onRemark(remark, targets);
  return kind.isSingle ? targets.slice(0, 1) : targets;
}

async function waitForOpen(
  open: readonly TargetState[],
  before: readonly TargetState[],
  following: Following,
): Promise<TargetState[]> {
  const { host, client, inputs, onTrouble, onProgress } = following;
  return waitForTargets(open, {
    client,
    instanceId: inputs.instanceId,
    options: {
      timeoutMs: msLeft(following),
      ...toBounds(inputs),
      clock: host.clock,
      onTrouble: (error, { nextDelayMs }) => {
        onTrouble(error, nextDelayMs);
      },
    },
    signal: host.cancelled,
    stopsOnFailure: inputs.onFailure === "error",
    onProgress: (now, status) => {
      onProgress([...before, ...now], status);
    },
  });
}

function toOpen(target: Target): TargetState {
  return { target, status: "RUNNING", attempts: 0 };
}

function isAmong(target: Target, states: readonly TargetState[]): boolean {
  return states.some((state) => isSameId(idOf(state.target), idOf(target)));
}

function nameOf(target: Target): string | undefined {
  return "taskName" in target ? target.taskName : undefined;
}

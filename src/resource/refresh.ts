import type { BackgroundTaskSummary } from "../client/answers/backgroundTasks";
import type { DcsClient } from "../client/dcsClient";
import { onClock } from "../client/queryClock";
import { selectTasks } from "../client/tasks/findTasks";
import { assembleState, inputsOfState, isOwnState, pick, readMarks } from "./properties/savedState";
import { inputNamesOf } from "./properties/table";
import { toNames } from "./properties/taskNames";
import type { Call } from "./setup";
import { isInstanceGone, type Place, readTarget } from "./targets/readTarget";
import { type Target, toTarget } from "./targets/target";
import { isRunning, type SeenState, type StoredState } from "./targets/targetState";

type Properties = Record<string, unknown>;

/** What a refresh has read; empty if the instance is gone. */
export interface ReadResult {
  readonly id?: string;
  readonly props?: Properties;
  readonly inputs?: Properties;
}

/** A resource as the engine asks for it. */
interface Saved {
  readonly id: string;
  readonly olds: Properties;
}

/**
 * Looks once at each task of a state. A resource that a program gets by its id has no state: its inputs
 * name the task, or it is the newest one of the instance.
 *
 * @throws {DcsError} as the client's queries
 */
export async function refresh({ id, olds }: Saved, call: Call): Promise<ReadResult> {
  const { host, kind, connect, context } = call;
  const isOwn = isOwnState(olds);
  const inputs = isOwn ? inputsOfState(olds) : pick(olds, inputNamesOf(kind.resource));
  const client = await connect(inputs);
  const options = onClock(host.clock, { signal: context.cancelled });
  const projectId = await client.projectId(options);
  try {
    const place = { client, instanceId: id, ...options };
    const states = isOwn ? await readSaved(olds, call, place) : await readNew(inputs, call, place);
    const isChanged = states.some((state) => state.kind !== "stored");
    if (isOwn && !isChanged) return { id, props: olds, inputs };
    const props = compose({ olds, inputs, states }, call, { client, projectId });
    return { id, props, inputs };
  } catch (error) {
    if (isInstanceGone(error)) return {};
    throw error;
  }
}

interface Parts {
  readonly olds: Properties;
  readonly inputs: Properties;
  readonly states: readonly (SeenState | StoredState)[];
}

function compose(
  { olds, inputs, states }: Parts,
  { kind }: Call,
  { client, projectId }: { readonly client: DcsClient; readonly projectId: string },
): Properties {
  const marks = readMarks(olds);
  return assembleState({
    inputs,
    place: { region: client.region, projectId },
    result: kind.toResult(states),
    marks: { ...marks, isOpen: marks.isOpen && (!kind.isSingle || states.some(isRunning)) },
    resource: kind.resource,
  });
}

async function readSaved(
  olds: Properties,
  { kind }: Call,
  place: Place,
): Promise<(SeenState | StoredState)[]> {
  const stored = kind.statesOf(olds);
  // Without a task to look at, the list still tells whether the instance exists.
  if (stored.length === 0) await listTasks(place)[Symbol.asyncIterator]().next();
  return Promise.all(stored.map((state) => readTarget(state.target, place, { saved: state })));
}

async function readNew(
  inputs: Properties,
  call: Call,
  place: Place,
): Promise<(SeenState | StoredState)[]> {
  const targets = await nameTargets(inputs, call, place);
  return Promise.all(targets.map((target) => readTarget(target, place)));
}

/** The targets that inputs name, or else the newest task of the instance. */
async function nameTargets(
  { taskId, jobId, taskName }: Properties,
  { kind: { isSingle } }: Call,
  place: Place,
): Promise<readonly Target[]> {
  if (typeof taskId === "string") return [{ taskId }];
  if (typeof jobId === "string") return [{ jobId }];
  const listed: BackgroundTaskSummary[] = [];
  for await (const task of listTasks(place)) listed.push(task);
  const createdSince = isSingle ? -Infinity : undefined;
  const found = selectTasks(listed, { taskNames: toNames(taskName), createdSince }).map(toTarget);
  return isSingle ? found.slice(0, 1) : found;
}

function listTasks({
  client,
  instanceId,
  ...options
}: Place): AsyncIterable<BackgroundTaskSummary> {
  return client.listBackgroundTasks({ instanceId }, options);
}

import type { BackgroundTaskSummary } from "../client/answers/backgroundTasks";
import type { DcsClient } from "../client/dcsClient";
import { onClock } from "../client/queryClock";
import { selectTasks } from "../client/tasks/findTasks";
import { printable } from "../printable";
import { keepText, lookUpProject } from "./openSession";
import { parseInputs, withDefaults } from "./properties/completeInputs";
import { assembleState, inputsOfState, isOwnState, pick, readMarks } from "./properties/savedState";
import { inputNamesOf } from "./properties/table";
import { toNames } from "./properties/taskNames";
import type { Call } from "./setup";
import { isInstanceGone } from "./targets/readTarget";
import { readAll } from "./targets/readTargets";
import { type Target, toTarget } from "./targets/target";
import {
  type FoundState,
  isRunning,
  type StoredState,
  type TargetState,
  toFound,
} from "./targets/targetState";
import { type LookSession, queryInSession } from "./targets/waitSession";

type Properties = Record<string, unknown>;

/** How long a refresh repeats what fails for a while, in milliseconds. */
const PATIENCE_MS = 60_000;

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
 * Looks once at each task of a state; what fails for a while is asked again for a minute. A task that
 * cannot be read while others can stays as recorded, with a warning. A resource that a program gets by
 * its id has no state: its inputs name the task, or it is the newest one of the instance.
 *
 * @throws {DcsError} as the client's queries
 */
export async function refresh({ id, olds }: Saved, call: Call): Promise<ReadResult> {
  const { kind, connect, context } = call;
  const isOwn = isOwnState(olds);
  const inputs = isOwn ? inputsOfState(olds) : pick(olds, inputNamesOf(kind.resource));
  const client = await connect(inputs);
  const session = openLook(client, { ...inputs, instanceId: id }, call);
  const projectId = await lookUpProject(session);
  try {
    const before = isOwn
      ? await savedStates(olds, call, session)
      : await nameTargets(call, session);
    const states = await readAll(before, session);
    for (const state of states) if (state.kind === "broken") warnOf(state.error, context);
    const isChanged = states.some((state) => latest(state).kind !== "stored");
    if (isOwn && !isChanged) return { id, props: olds, inputs };
    const props = compose({ olds, inputs, states }, call, { client, projectId });
    return { id, props, inputs };
  } catch (error) {
    if (isInstanceGone(error)) return {};
    throw error;
  }
}

function openLook(client: DcsClient, inputs: Properties, { host, context }: Call): LookSession {
  return {
    ...{ host, client, inputs: parseInputs(withDefaults(inputs)) },
    deadline: host.clock.now() + PATIENCE_MS,
    signal: context.cancelled,
    isAbsenceFinal: true,
    onTrouble: ({ message }) => {
      context.row.show(printable(`will ask again: ${message}`));
    },
  };
}

function latest(state: TargetState): TargetState {
  return state.kind === "broken" ? state.last : state;
}

function warnOf({ message }: Error, { row }: Call["context"]): void {
  keepText(row, "warning", `a task could not be read, and stays as it was recorded: ${message}`);
}

interface Parts {
  readonly olds: Properties;
  readonly inputs: Properties;
  readonly states: readonly TargetState[];
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

async function savedStates(
  olds: Properties,
  { kind }: Call,
  session: LookSession,
): Promise<StoredState[]> {
  const stored = kind.statesOf(olds);
  // Without a task to look at, the list still tells whether the instance exists.
  if (stored.length === 0) await listTasks(session);
  return stored;
}

/** What inputs name, or else the newest task of the instance. */
async function nameTargets(
  { kind: { isSingle } }: Call,
  session: LookSession,
): Promise<FoundState[]> {
  const { taskId, jobId, taskName } = session.inputs;
  if (taskId !== undefined) return [toFound({ taskId })];
  if (jobId !== undefined) return [toFound({ jobId })];
  const createdSince = isSingle ? -Infinity : undefined;
  const listed = await listTasks(session);
  const found: Target[] = selectTasks(listed, { taskNames: toNames(taskName), createdSince }).map(
    toTarget,
  );
  return (isSingle ? found.slice(0, 1) : found).map(toFound);
}

async function listTasks(session: LookSession): Promise<BackgroundTaskSummary[]> {
  const { client, host, inputs } = session;
  const query = async (signal: AbortSignal) => {
    const options = onClock(host.clock, { signal, retries: 0 });
    const tasks: BackgroundTaskSummary[] = [];
    for await (const task of client.listBackgroundTasks({ instanceId: inputs.instanceId }, options))
      tasks.push(task);
    return tasks;
  };
  return (await queryInSession(session, query)) ?? [];
}

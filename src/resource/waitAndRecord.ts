import type { DcsClient } from "../client/dcsClient";
import { DcsError, isDcsError } from "../errors";
import type { WaitOutcome, WaitResult } from "../wait/waitResult";
import { parseDuration } from "../display/duration";
import { findTargets } from "./findTargets";
import type { Host } from "./host";
import type { BackgroundTaskInputs } from "./inputs";
import { ProgressLine } from "../display/progressLine";
import { PartialFailure } from "./partialFailure";
import { explainOutcome } from "./explainOutcome";
import { assembleState } from "./state";
import { renderSummary } from "../display/statusLine";
import { describeNames, type Target, type TargetState } from "./target";
import type { WaitKind } from "./waitKind";
import { readTarget, waitForTargets } from "./waitForTargets";

type Properties = Record<string, unknown>;

/** One wait of a resource. */
export interface Waiting {
  readonly host: Host;
  readonly client: DcsClient;
  readonly kind: WaitKind;
  readonly inputs: BackgroundTaskInputs;
  readonly operation: "create" | "update";
  /** What an earlier run has found; where there is nothing, it is looked for. */
  readonly known: readonly TargetState[];
}

/**
 * Waits for what the inputs name, showing its progress, and gives the state to save.
 *
 * @throws {PartialFailure} with the state so far, when it did not end well or in time
 * @throws {DcsError} when nothing was learnt at all
 */
export async function waitAndRecord(waiting: Waiting): Promise<Properties> {
  const { host, client, kind, inputs } = waiting;
  const projectId = await client.projectId({ signal: host.cancelled });
  const place = { region: client.region, projectId };
  const line = new ProgressLine({
    row: host.row(inputs.__urn),
    onTerminal: host.onTerminal,
    now: () => host.clock.now(),
  });
  const states = await (inputs.wait ? waitForAll(waiting, line) : readTargets(waiting));
  const state = assembleState(inputs, place, kind.toResult(states), kind.resultNames);
  const failure = failureOf(states, waiting);
  if (failure === undefined) return state;
  if (!isDcsError(failure) || !states.some(({ answer, result }) => answer ?? result)) throw failure;
  throw new PartialFailure(failure, inputs.instanceId, state);
}

async function readTargets(waiting: Waiting): Promise<TargetState[]> {
  const { host, client, inputs, operation, known } = waiting;
  const { instanceId } = inputs;
  const search = { host, client, timeoutMs: timeoutMsOf(inputs, operation), isPatient: false };
  const targets =
    known.length > 0
      ? known.map(({ target }) => target)
      : wanted(waiting, await findTargets(inputs, search));
  const place = { client, instanceId, signal: host.cancelled };
  return Promise.all(targets.map((target) => readTarget(target, place)));
}

function wanted({ kind }: Waiting, found: readonly Target[]): readonly Target[] {
  return kind.isSingle ? found.slice(0, 1) : found;
}

async function waitForAll(waiting: Waiting, line: ProgressLine): Promise<TargetState[]> {
  const { host, client, kind, inputs, operation, known } = waiting;
  const { clock } = host;
  const deadline = clock.now() + timeoutMsOf(inputs, operation);
  const onTrouble = (error: DcsError) => {
    line.trouble(error);
  };
  const find = async (isPatient: boolean) => {
    const timeoutMs = Math.max(deadline - clock.now(), 1);
    const search = { host, client, timeoutMs, isPatient, onTrouble };
    return wanted(waiting, await findTargets(inputs, search));
  };
  line.start(
    inputs.taskId === undefined && known.length === 0 ? "looking for the task" : undefined,
  );
  try {
    let states = known.filter((state) => isSettled(state, inputs));
    let targets =
      known.length > 0
        ? known.filter((state) => !isSettled(state, inputs)).map(({ target }) => target)
        : await find(true);
    while (targets.length > 0) {
      const before = states;
      const ended = await waitForTargets(targets, {
        client,
        instanceId: inputs.instanceId,
        options: {
          timeoutMs: Math.max(deadline - clock.now(), 1),
          minDelayMs: inputs.poll.minSeconds * 1000,
          maxDelayMs: inputs.poll.maxSeconds * 1000,
          clock,
          onTrouble,
        },
        signal: host.cancelled,
        stopsOnFailure: inputs.onFailure === "error",
        onProgress: (now, status) => {
          line.progress(kind.combine([...before, ...now]), status);
        },
      });
      states = [...before, ...ended];
      if (kind.isSingle || failureOf(states, waiting) !== undefined) break;
      // What was started meanwhile is waited for too.
      targets = (await find(false)).filter((target) => !isAmong(target, states));
    }
    const summary = summaryOf(states, waiting);
    if (summary !== undefined) line.end(summary);
    return states;
  } finally {
    await line.stop();
  }
}

/** The last line, where no error takes its place: the worst ending is that of all. */
function summaryOf(
  states: readonly TargetState[],
  { kind, inputs }: Waiting,
): WaitResult | string | undefined {
  if (states.length === 0) {
    return `nothing to wait for: no unfinished ${describeNames(inputs.taskName)}`;
  }
  const results = states.flatMap(({ result }) => result ?? []);
  const worst = outcomes.map((one) => results.find(({ outcome }) => outcome === one)).find(Boolean);
  if (!worst || kind.isSingle) return worst;
  const all = {
    ...worst,
    lastProgress: kind.combine(states),
    attempts: results.reduce((sum, { attempts }) => sum + attempts, 0),
    elapsedMs: Math.max(...results.map(({ elapsedMs }) => elapsedMs)),
  };
  return renderSummary(all, "task");
}

/** The worst first. */
const outcomes: readonly WaitOutcome[] = ["failed", "lost", "timedOut", "aborted", "succeeded"];

function timeoutMsOf(
  { __timeouts, timeoutSeconds }: BackgroundTaskInputs,
  operation: "create" | "update",
) {
  return (parseDuration(__timeouts?.[operation] ?? "") ?? timeoutSeconds) * 1000;
}

/** Whether an earlier run has seen the end, and the inputs put up with it. */
function isSettled({ status }: TargetState, { onFailure }: BackgroundTaskInputs): boolean {
  return status === "SUCCEEDED" || (status !== "RUNNING" && onFailure === "record");
}

function isAmong(target: Target, states: readonly TargetState[]): boolean {
  return states.some((state) => idOf(state.target) === idOf(target));
}

function idOf(target: Target): string {
  return "jobId" in target ? `of job ${target.jobId}` : target.taskId;
}

/** What is wrong with how all ended, by what the inputs put up with. */
function failureOf(
  states: readonly TargetState[],
  { host, inputs, operation }: Waiting,
): Error | undefined {
  const timeoutSeconds = timeoutMsOf(inputs, operation) / 1000;
  for (const { error } of states) if (error) return error;
  const bad = states.flatMap(({ target, result }) =>
    result && !isAccepted(inputs, result.outcome) ? [{ target, result }] : [],
  );
  // Those that were let go because another one failed have no story of their own.
  const telling = bad.filter(
    ({ result }) => result.outcome !== "aborted" || host.cancelled.aborted,
  );
  const errors = telling.map(({ target, result }) =>
    explainOutcome(
      { ...inputs, taskId: idOf(target) },
      result as BadResult,
      timeoutSeconds,
      inputs.taskId === undefined,
    ),
  );
  const [first, ...others] = errors;
  if (!first || others.length === 0) return first;
  return new DcsError(first.code, errors.map(({ message }) => message).join("\n"));
}

type BadResult = WaitResult & { readonly outcome: Exclude<WaitOutcome, "succeeded"> };

function isAccepted(inputs: BackgroundTaskInputs, outcome: WaitOutcome): boolean {
  switch (outcome) {
    case "succeeded":
      return true;
    case "failed":
    case "lost":
      return inputs.onFailure === "record";
    case "timedOut":
      return inputs.onTimeout === "record";
    case "aborted":
      return false;
  }
}

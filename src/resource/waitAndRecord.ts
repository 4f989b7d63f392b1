import type { DcsClient } from "../client/dcsClient";
import { onClock } from "../client/queryClock";
import { proofOf } from "../client/tasks/proof";
import { parseDuration } from "../display/duration";
import { ProgressLine } from "../display/progressLine";
import { isDcsError } from "../errors";
import { pollUntilFound } from "../wait/pollUntilFound";
import { acceptedEndings, failureOf, isRunning, summaryOf } from "./endings";
import { type Following, msLeft, toBounds } from "./following";
import { followTargets } from "./followTargets";
import type { Host, ResourceRow } from "./host";
import type { BackgroundTaskInputs } from "./inputs";
import { PartialFailure } from "./partialFailure";
import { readTargets } from "./readTargets";
import { assembleState } from "./state";
import { describeNames, type TargetState } from "./target";
import type { WaitKind } from "./waitKind";

type Properties = Record<string, unknown>;

/** One wait of a resource. */
export interface Waiting {
  readonly host: Host;
  readonly client: DcsClient;
  readonly kind: WaitKind;
  readonly inputs: BackgroundTaskInputs;
  readonly operation: "create" | "update";
  /** Whether it is a create, or an update that goes on with one. Default: by the operation. */
  readonly isCreating?: boolean;
  /** What an earlier run has found; where there is nothing, it is looked for. */
  readonly known: readonly TargetState[];
  /** Ids of tasks that an earlier run has judged, and that are no answer to changed inputs. */
  readonly judged: readonly string[];
  /** Since when tasks are not judged yet, by the service's clock: what the state says. */
  readonly since: number | undefined;
  /** The project that an earlier run used. */
  readonly projectId?: string | undefined;
}

/**
 * Waits for what the inputs name, showing its progress, and gives the state to save.
 *
 * @throws {PartialFailure} with the state so far, when it did not end well or in time
 * @throws {DcsError} when nothing was learnt at all
 */
export async function waitAndRecord(waiting: Waiting): Promise<Properties> {
  const { host, inputs } = waiting;
  const line = new ProgressLine({
    row: host.row(inputs.__urn),
    onTerminal: host.onTerminal,
    now: () => host.clock.now(),
  });
  line.start("looking up the project");
  try {
    return await waitOnLine(waiting, line);
  } finally {
    await line.stop();
  }
}

async function waitOnLine(waiting: Waiting, line: ProgressLine): Promise<Properties> {
  const { client, kind, inputs, operation, isCreating = operation === "create" } = waiting;
  const following = toFollowing(waiting, line);
  const projectId = waiting.projectId ?? (await lookUpProject(following));
  const isNamed = inputs.taskId !== undefined || waiting.known.length > 0;
  line.expect(isNamed ? "asking" : "looking for the task");
  const { states, error } = inputs.wait
    ? await followTargets(following)
    : await readTargets(following);
  const failure = error ?? failureOf(states, following.judgement);
  const result = kind.toResult(states);
  const state = assembleState(inputs, { region: client.region, projectId }, result, {
    resultNames: kind.resultNames,
    since: failure === undefined ? serviceTime(waiting, waiting.host.now()) : firstOpen(waiting),
    isOpen: error !== undefined || (failure !== undefined && states.some(isRunning)),
    isCreating: failure !== undefined && isCreating,
  });
  if (failure === undefined) {
    conclude(waiting, { following, states, line });
    return state;
  }
  const isLearnt = states.some(({ answer, result: ending }) => answer ?? ending);
  if (!isDcsError(failure) || !isLearnt) throw failure;
  throw new PartialFailure(failure, inputs.instanceId, state);
}

function toFollowing(waiting: Waiting, line: ProgressLine): Following {
  const { host, inputs, kind, operation, known } = waiting;
  const timeoutMs = timeoutMsOf(inputs, operation);
  const row = host.row(inputs.__urn);
  return {
    ...waiting,
    judgement: {
      inputs,
      timeoutSeconds: timeoutMs / 1000,
      isCancelled: () => host.cancelled.aborted,
    },
    deadline: host.clock.now() + timeoutMs,
    onProgress: (states, status) => {
      line.progress(kind.combine(states), status);
    },
    onTrouble: (error, nextDelayMs) => {
      line.trouble(error, nextDelayMs);
    },
    onRemark: (text, found) => {
      // Something has changed and started no task: that may be a wrong taskName.
      const isSuspect = found.length === 0 && operation === "update" && known.length === 0;
      keep(row, isSuspect ? "warning" : "info", text);
    },
  };
}

/** A failure to show never fails a wait. */
function keep(row: ResourceRow, severity: "info" | "warning", text: string): void {
  try {
    row.keep(severity, text);
  } catch {
    // The screen is gone; the state says the same.
  }
}

/** The look-up of the project is part of the wait: its trouble and its time count. */
async function lookUpProject(following: Following): Promise<string> {
  const { host, client, inputs, onTrouble } = following;
  const look = (signal: AbortSignal) =>
    client.projectId(onClock(host.clock, { signal, retries: 0 }));
  const projectId = await pollUntilFound(look, {
    graceMs: 0,
    timeoutMs: msLeft(following),
    ...toBounds(inputs),
    signal: host.cancelled,
    clock: host.clock,
    onTrouble,
    proof: proofOf(client),
  });
  return projectId ?? "";
}

/** What an ending that the inputs accept leaves on screen. */
function conclude(
  { host, inputs, kind }: Waiting,
  {
    states,
    following,
    line,
  }: {
    readonly states: readonly TargetState[];
    readonly following: Following;
    readonly line: ProgressLine;
  },
): void {
  const row = host.row(inputs.__urn);
  for (const text of acceptedEndings(states, following.judgement)) keep(row, "warning", text);
  if (!inputs.wait) return;
  const none = `nothing to wait for: no unfinished ${describeNames(inputs.taskName)}`;
  const summary = states.length === 0 ? none : summaryOf(states, kind);
  if (summary !== undefined) line.end(summary);
}

/** Since when tasks are not judged, after a wait that did not settle: as before, or since this run. */
function firstOpen(waiting: Waiting): number {
  return waiting.since ?? serviceTime(waiting, waiting.host.runStartedAt());
}

function serviceTime({ client }: Waiting, ms: number): number {
  return ms + (client.clockSkewMs ?? 0);
}

function timeoutMsOf(
  { __timeouts, timeoutSeconds }: BackgroundTaskInputs,
  operation: "create" | "update",
): number {
  return (parseDuration(__timeouts?.[operation] ?? "") ?? timeoutSeconds) * 1000;
}

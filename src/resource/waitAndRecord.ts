import { ProgressLine } from "../display/progressLine";
import { isDcsError } from "../errors";
import { PartialFailure } from "./host/partialFailure";
import { keepText, lookUpProject, openSession, type WaitRequest } from "./openSession";
import { assembleState, type WaitMarks } from "./properties/savedState";
import { describeNames } from "./properties/taskNames";
import { acceptedEndings, failureOf, isUnseen } from "./targets/endings";
import { followTargets } from "./targets/followTargets";
import { readTargets } from "./targets/readTargets";
import { isRunning, type TargetState } from "./targets/targetState";
import type { SessionResult, WaitSession } from "./targets/waitSession";

type Properties = Record<string, unknown>;

/**
 * Waits for what the inputs name, shows the progress, and returns the state to save.
 *
 * @throws {PartialFailure} with the state so far, if the wait did not succeed or was too long
 * @throws {DcsError} if nothing was learnt about the task
 */
export async function waitAndRecord(request: WaitRequest): Promise<Properties> {
  const { host, context } = request;
  const line = new ProgressLine({
    row: context.row,
    seat: context.seat,
    onTerminal: host.onTerminal,
    now: () => host.clock.now(),
  });
  line.start("looking up the project");
  try {
    return await waitWithLine(request, line);
  } finally {
    await line.stop();
  }
}

async function waitWithLine(request: WaitRequest, line: ProgressLine): Promise<Properties> {
  const { client, kind, inputs, known = [] } = request;
  const session = openSession(request, line);
  const projectId = await lookUpProject(session);
  const isNamed = inputs.taskId !== undefined || known.length > 0;
  line.expect(isNamed ? "asking" : "looking for the task");
  const ended = inputs.wait ? await followTargets(session) : await readTargets(session);
  const failure = ended.error ?? failureOf(ended.states, session);
  const state = assembleState({
    inputs,
    place: { region: client.region, projectId },
    result: kind.toResult(ended.states),
    marks: marksOf(request, ended, failure),
    resource: kind.resource,
  });
  if (failure === undefined) {
    showEnd(ended.states, { request, session, line });
    return state;
  }
  const isAnySeen = ended.states.some((one) => !isUnseen(one, inputs));
  if (!isDcsError(failure) || !isAnySeen) throw failure;
  throw new PartialFailure(failure, inputs.instanceId, state);
}

function marksOf(
  request: WaitRequest,
  { states, error }: SessionResult,
  failure: Error | undefined,
): WaitMarks {
  const { host, client, context, isCreating } = request;
  const { timeouts } = context;
  const toServiceTime = (ms: number) => ms + (client.clockSkewMs ?? 0);
  if (failure === undefined) return { since: toServiceTime(host.now()), timeouts };
  return {
    since: request.since ?? toServiceTime(host.runStartedAt()),
    isOpen: error !== undefined || states.some(isRunning),
    isCreating,
    timeouts,
  };
}

/** Where a wait that succeeded is shown. */
interface Shown {
  readonly request: WaitRequest;
  readonly session: WaitSession;
  readonly line: ProgressLine;
}

/** Shows the end of a wait that the inputs accept. */
function showEnd(states: readonly TargetState[], { request, session, line }: Shown): void {
  const { context, inputs, kind } = request;
  for (const text of acceptedEndings(states, session)) keepText(context.row, "warning", text);
  if (!inputs.wait) return;
  const none = `nothing to wait for: no unfinished ${describeNames(inputs.taskName)}`;
  const summary = states.length === 0 ? none : kind.summarize(states);
  if (summary !== undefined) line.end(summary);
}

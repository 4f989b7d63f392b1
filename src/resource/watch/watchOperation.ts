import type { DcsClient } from "../../client/dcsClient";
import { ProgressLine } from "../../display/progressLine";
import type { Summary } from "../../display/statusLine";
import { isDcsError } from "../../errors";
import { allTasks } from "../allTasks";
import type { CallContext } from "../host/callContext";
import type { Host } from "../host/host";
import { keepText } from "../openSession";
import type { BackgroundTaskInputs } from "../properties/inputs";
import { acceptedEndings, failureOf } from "../targets/endings";
import type { SessionResult, WaitSession } from "../targets/waitSession";
import { followOperation } from "./followOperation";

/** What is watched, and where it is shown. */
export interface WatchRequest {
  readonly host: Host;
  readonly client: DcsClient;
  readonly inputs: BackgroundTaskInputs;
  readonly context: CallContext;
}

/** A watch over the tasks of an instance while another provider works on it. */
export interface OperationWatch {
  /**
   * To be called once the operation is over: waits for the end of its tasks.
   *
   * @throws {DcsError} for an ending that the inputs do not accept, and what no request can fix
   */
  finish(): Promise<void>;
}

/** Begins to watch, in the background. Nothing rejects before `finish` is called. */
export function watchOperation(request: WatchRequest): OperationWatch {
  const { host } = request;
  const begunAt = host.clock.now();
  let line = startLine(request);
  let isResting = false;
  const end = Promise.withResolvers<undefined>();
  let endedAt: number | undefined;
  const operation = {
    endedAt: () => endedAt,
    onEnd: (wake: () => void) => {
      void end.promise.then(wake);
      return () => undefined;
    },
    onRest: () => {
      isResting = true;
      void close(line, "");
    },
  };
  const openSession = () => sessionOf(request, line, endedAt ?? begunAt);
  const followed = followOperation(operation, openSession);
  const showEarlyEnd = (result: SessionResult) => {
    // An operation that fails has no other end here: the row would go on with the last progress.
    if (endedAt === undefined) void close(line, describeEnd(result, openSession()));
  };
  // It may fail long before `finish` awaits it; an unhandled rejection would end the program.
  followed.then(showEarlyEnd).catch(() => undefined);
  return {
    async finish() {
      endedAt = host.clock.now();
      if (isResting) line = startLine(request);
      end.resolve(undefined);
      try {
        conclude(await followed, request, openSession());
      } finally {
        await close(line, "");
      }
    },
  };
}

function startLine({ host, context }: WatchRequest): ProgressLine {
  const line = new ProgressLine({
    row: context.row,
    seat: context.seat,
    onTerminal: host.onTerminal,
    now: () => host.clock.now(),
  });
  line.start("looking for tasks");
  return line;
}

/** Shows the last text of the row, which is not redrawn any more. */
async function close(line: ProgressLine, text: Summary | string): Promise<void> {
  line.end(text);
  await line.stop();
}

/** What the row says once nothing is followed any more: how the tasks failed, or why it is not known. */
function describeEnd({ states, error }: SessionResult, session: WaitSession): Summary | string {
  const failure = failureOf(states, session) ?? error;
  const code = isDcsError(failure) ? failure.code : "an unexpected error";
  const summary =
    code === "TASK_FAILED" || code === "LOST" ? allTasks.summarize(states) : undefined;
  return summary ?? `tasks not followed: ${code}`;
}

/** @param countedFrom - when the time-out begins, on the host's clock */
function sessionOf(
  { host, client, inputs, context }: WatchRequest,
  line: ProgressLine,
  countedFrom: number,
): WaitSession {
  const { timeoutSeconds } = inputs;
  return {
    ...{ host, client, inputs, timeoutSeconds, isSingle: false, isResumable: false },
    known: [],
    judged: [],
    since: undefined,
    deadline: countedFrom + timeoutSeconds * 1000,
    signal: context.cancelled,
    onProgress: (states, status) => {
      line.progress(allTasks.view(states, host.clock.now()), status);
    },
    onTrouble: (error, nextDelayMs, about) => {
      line.trouble(error, nextDelayMs, about);
    },
    onRemark: () => undefined,
  };
}

/** @throws the failure, if there is one */
function conclude({ states, error }: SessionResult, request: WatchRequest, session: WaitSession) {
  const failure = failureOf(states, session) ?? error;
  if (failure !== undefined) throw failure;
  for (const text of acceptedEndings(states, session)) {
    keepText(request.context.row, "warning", text);
  }
}

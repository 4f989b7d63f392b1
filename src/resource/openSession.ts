import type { DcsClient } from "../client/dcsClient";
import { onClock } from "../client/queryClock";
import type { ProgressLine } from "../display/progressLine";
import type { ResourceRow } from "./host/callContext";
import { limitOf, type Operation } from "./host/timeouts";
import type { BackgroundTaskInputs } from "./properties/inputs";
import type { Call } from "./setup";
import type { Target } from "./targets/target";
import type { StoredState } from "./targets/targetState";
import { type LookSession, queryInSession, type WaitSession } from "./targets/waitSession";

/** One wait of a resource, as create and update ask for it. */
export interface WaitRequest extends Pick<Call, "host" | "kind" | "context"> {
  readonly client: DcsClient;
  readonly inputs: BackgroundTaskInputs;
  readonly operation: Operation;
  /** Whether it is a create, or an update that resumes one. */
  readonly isCreating: boolean;
  /** What an earlier run has recorded. Default: nothing, so tasks are searched for. */
  readonly known?: readonly StoredState[];
  /** What an earlier run has judged, and changed inputs do not mean. Default: nothing. */
  readonly judged?: readonly Target[];
  /** Since when tasks have not been judged, by the service's clock, as the state says. */
  readonly since?: number | undefined;
}

/** Opens the session of a wait, whose time begins now. */
export function openSession(request: WaitRequest, line: ProgressLine): WaitSession {
  const { host, client, inputs, kind, operation, context } = request;
  const { known = [], judged = [], since } = request;
  const timeoutSeconds = limitOf(operation, context.timeouts, inputs);
  return {
    ...{ host, client, inputs, isSingle: kind.isSingle, known, judged, since, timeoutSeconds },
    isResumable: true,
    deadline: host.clock.now() + timeoutSeconds * 1000,
    signal: context.cancelled,
    onProgress: (states, status) => {
      line.progress(kind.view(states, host.clock.now()), status);
    },
    onTrouble: (error, nextDelayMs, about) => {
      line.trouble(error, nextDelayMs, about);
    },
    onRemark: (text, found) => {
      // A change that started no task may be the sign of a wrong taskName.
      const isSuspect = found.length === 0 && operation === "update" && known.length === 0;
      keepText(context.row, isSuspect ? "warning" : "info", text);
    },
  };
}

/** Looks up the project within the time of the session. */
export async function lookUpProject(session: LookSession): Promise<string> {
  const { host, client } = session;
  const query = (signal: AbortSignal) =>
    client.projectId(onClock(host.clock, { signal, retries: 0 }));
  // An answer of IAM, or a project id that is configured, proves nothing about DCS.
  return (await queryInSession(session, query, { proof: { isProved: false } })) ?? "";
}

/** Leaves a diagnostic on screen. A display that fails never fails the wait. */
export function keepText(row: ResourceRow, severity: "info" | "warning", text: string): void {
  try {
    row.keep(severity, text);
  } catch {
    // The display is gone; the state holds the same facts.
  }
}

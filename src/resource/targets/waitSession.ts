import type { DcsClient } from "../../client/dcsClient";
import { proofOf } from "../../client/tasks/proof";
import type { DcsError } from "../../errors";
import { pollUntilFound } from "../../wait/pollUntilFound";
import type { DelayBounds } from "../../wait/schedule";
import type { Proof } from "../../wait/trouble";
import type { WaitStatus } from "../../waitResult";
import type { Host } from "../host/host";
import type { BackgroundTaskInputs } from "../properties/inputs";
import type { Target } from "./target";
import type { StoredState, TargetState } from "./targetState";

/** One wait of a resource, for everything that its inputs name. */
export interface WaitSession {
  readonly host: Host;
  readonly client: DcsClient;
  readonly inputs: BackgroundTaskInputs;
  /** Whether only the newest of the tasks that are found is waited for. */
  readonly isSingle: boolean;
  /** Whether the next `pulumi up` resumes the wait, as that of a resource. */
  readonly isResumable: boolean;
  /** Longest wait, in seconds. */
  readonly timeoutSeconds: number;
  /** When that time is over, on the host's clock. */
  readonly deadline: number;
  /** Aborts when the engine wants the operation to end. */
  readonly signal: AbortSignal;
  /** What an earlier run has recorded. If empty, tasks are searched for. */
  readonly known: readonly StoredState[];
  /** What an earlier run has judged, and changed inputs do not mean: found only while unfinished. */
  readonly judged: readonly Target[];
  /**
   * Tasks created since then count although they have ended: milliseconds since 1970 by the service's
   * clock. Default: the start of this run.
   */
  readonly since: number | undefined;
  /** Called with the state of every target whenever one has changed. */
  readonly onProgress: (states: readonly TargetState[], status: WaitStatus) => void;
  /** Called with each failed query that will be repeated, and whether its target was seen before. */
  readonly onTrouble: (
    error: DcsError,
    nextDelayMs?: number,
    about?: { readonly wasSeen: boolean },
  ) => void;
  /** Called with what the user must know of what a search has found. */
  readonly onRemark: (text: string, found: readonly Target[]) => void;
}

/** What a look at tasks needs of a session. */
export interface LookSession extends Pick<
  WaitSession,
  "host" | "client" | "inputs" | "deadline" | "signal" | "onTrouble"
> {
  /** Whether what the service does not find is gone. Default: it may appear late. */
  readonly isAbsenceFinal?: boolean;
}

/** How a session ended. */
export interface SessionResult {
  readonly states: readonly TargetState[];
  /** Why it ended before it was known whether there was more to wait for. */
  readonly error?: DcsError;
}

/** Milliseconds until the deadline; at least 1, so that one last query is possible. */
export function msLeft({ deadline, host }: LookSession): number {
  return Math.max(deadline - host.clock.now(), 1);
}

/** The bounds of the gap between two queries. */
export function toBounds({ poll }: BackgroundTaskInputs): DelayBounds {
  return { minDelayMs: poll.minSeconds * 1000, maxDelayMs: poll.maxSeconds * 1000 };
}

/** What a query of a session does differently. */
export interface SessionQueryOptions {
  /** How long an answer of `undefined` is asked for again, in milliseconds. Default 0. */
  readonly graceMs?: number | undefined;
  /**
   * What answers have proved of the host that is asked. Default: of DCS, shared by all waits of the
   * client.
   */
  readonly proof?: Proof;
}

/** Repeats a query until it is answered, within the time of the session. */
export function queryInSession<T>(
  session: LookSession,
  query: (signal: AbortSignal) => Promise<T | undefined>,
  { graceMs = 0, proof = proofOf(session.client) }: SessionQueryOptions = {},
): Promise<T | undefined> {
  const { host, inputs, signal, isAbsenceFinal, onTrouble } = session;
  return pollUntilFound(query, {
    graceMs,
    timeoutMs: msLeft(session),
    ...toBounds(inputs),
    signal,
    isAbsenceFinal,
    clock: host.clock,
    onTrouble,
    proof,
  });
}

import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/**
 * What an answer is to a wait:
 *
 * - `trouble` and `notFound` are retried, and `refused` once more;
 * - `permanent` ends it; `early` does where nothing was answered before, and `unclear` where the
 *   task list does not say how the task stands;
 * - `untrue` is readable and must not end it; `true` says truly whether the task has ended.
 */
export type AnswerClass =
  "trouble" | "notFound" | "refused" | "permanent" | "early" | "unclear" | "untrue" | "true";

/** Whether only an answer to the right address and a good key looks like this. */
export type Proves = boolean | "maybe";

export interface Reply {
  readonly status: number;
  /** Text and bytes are sent as they stand, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A step as the service writes it. */
export interface WireStep {
  readonly step_status?: unknown;
  readonly step_name?: string;
  readonly [field: string]: unknown;
}

/** The progress of a task as the service writes it. */
export interface WireProgress {
  readonly progress?: unknown;
  readonly remain_time?: unknown;
  readonly step_details: readonly WireStep[];
  readonly [field: string]: unknown;
}

/** Other addresses than the service's. */
export interface OtherPlaces {
  /** A port on which nothing listens. */
  readonly closedPort: number;
  /** A port with a certificate that is not trusted. */
  readonly tlsPort: number;
  /** The URL of another host. */
  readonly elsewhere: string;
  /** The port of the service itself, which does not speak TLS. */
  readonly proxyPort: number;
}

/** What kinds of faults look at, besides the request. */
export interface FaultContext extends OtherPlaces {
  /** Milliseconds since 1970. */
  readonly wall: number;
  readonly chance: (probability: number) => boolean;
  /** The first true answer that the task had. */
  readonly first: WireProgress | undefined;
}

/** A request that goes wrong. */
interface SpoiltRequest extends FaultContext {
  readonly request: Pick<IncomingMessage, "headers">;
  readonly socket: Socket;
  /** The true answer. */
  readonly body: Buffer;
}

/** One way in which an answer may go wrong. */
export interface FaultKind {
  readonly class: AnswerClass;
  readonly proves?: Proves;
  /** Whether it shows that the key was accepted, although it says nothing of the task. */
  readonly acceptsKey?: true;
  /** How likely it is among others, from 0 to 1. Default 1. */
  readonly weight?: number;
  /** How long the host asks not to be asked, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Words of the service that must not get lost. */
  readonly says?: string;
  /** Time goes on while such a request is on its way. */
  readonly hangs?: boolean;
  /** Another address that the request goes to. */
  readonly target?: (places: OtherPlaces) => string;
  /** Another answer than the true one. */
  readonly answer?: (request: AnsweredRequest) => Reply;
  /** Changes the true answer. */
  readonly rewrite?: (body: WireProgress, context: FaultContext) => unknown;
  /** Writes to the client's connection, or breaks it. */
  readonly send?: (request: SpoiltRequest) => void;
}

/** What an answer of its own depends on. */
export type AnsweredRequest = Pick<SpoiltRequest, "wall" | "elsewhere" | "request">;

export type FaultKinds = Readonly<Record<string, FaultKind>>;

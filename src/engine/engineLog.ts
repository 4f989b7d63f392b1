import { createRequire } from "node:module";
import { findEngine } from "./engineAddress";
import { type RowText, TextQueue } from "./textQueue";

/**
 * Sends texts to the row of a resource in the engine's display. The texts about one resource arrive in
 * the order of the calls, from any caller.
 */
export interface EngineLog {
  /** Replaces the text of the row. */
  status(urn: string, text: string): void;
  /** Adds a diagnostic that stays on screen after the run. */
  keep(urn: string, severity: "info" | "warning", text: string): void;
  /** Resolves when every text about the resource is delivered, or cannot be. Never rejects. */
  settled(urn: string): Promise<void>;
}

/** How an {@link EngineLog} sends its texts. */
export interface EngineLogOptions {
  /** Whether the display redraws rows, so that outdated texts may be skipped. Default false. */
  readonly redraws?: boolean;
  /** After this time without an acknowledgement a text is withdrawn, in milliseconds. Default 5000. */
  readonly maxDeliveryMs?: number;
  /** The engine's messages. Default: those of the installed @pulumi/pulumi. */
  readonly proto?: EngineProto;
}

const MAX_DELIVERY_MS = 5_000;

/** The engine's service, as its generated client offers it. */
export interface LogClient {
  log(request: unknown, callback: (error: unknown) => void): { cancel(): void };
}

/**
 * Connects to the engine that started this plugin process. Pulumi's plugin for dynamic providers has no
 * logger for a resource's row (pulumi/pulumi#20409), but it is started with the engine's address.
 *
 * @returns `undefined` if there is no engine
 */
export function connectEngineLog(
  options: EngineLogOptions = {},
  engine = findEngine(),
): EngineLog | undefined {
  if (!engine) return undefined;
  try {
    const { credentials } = load("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };
    const { EngineClient } = load("@pulumi/pulumi/proto/engine_grpc_pb") as {
      EngineClient: new (address: string, credentials: unknown) => LogClient;
    };
    const { host, port } = engine;
    const client = new EngineClient(`${host}:${port}`, credentials.createInsecure());
    return engineLogOf(client, options);
  } catch {
    return undefined;
  }
}

/** The log of an engine that the SDK is connected to. */
export function engineLogOf(client: LogClient, options: EngineLogOptions = {}): EngineLog {
  const { redraws = false, maxDeliveryMs = MAX_DELIVERY_MS, proto } = options;
  const toRequest = requestMaker(proto ?? (load("@pulumi/pulumi/proto/engine_pb") as EngineProto));
  const queues = new Map<string, TextQueue>();
  const queueOf = (urn: string): TextQueue => {
    const deliver = (text: RowText) => send(client, toRequest(urn, text), maxDeliveryMs);
    const queue = queues.get(urn) ?? new TextQueue({ deliver, skipsOutdated: redraws });
    queues.set(urn, queue);
    return queue;
  };
  return {
    status: (urn, message) => {
      queueOf(urn).add({ message, severity: "info", isKept: false });
    },
    keep: (urn, severity, message) => {
      queueOf(urn).add({ message, severity, isKept: true });
    },
    settled: (urn) => queueOf(urn).settled(),
  };
}

/** Sends one text. One that is late is withdrawn, so that it does not replace a newer one. */
function send(client: LogClient, request: unknown, maxDeliveryMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const call = start(() =>
    client.log(request, () => {
      resolve(undefined);
    }),
  );
  if (!call) return Promise.resolve();
  const timer = setTimeout(() => {
    call.cancel();
    resolve(undefined);
  }, maxDeliveryMs);
  return promise.finally(() => {
    clearTimeout(timer);
  });
}

/** A client that the SDK has closed throws: the run is over, and so is its display. */
function start<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}

function requestMaker({
  LogRequest,
  LogSeverity,
}: EngineProto): (urn: string, text: RowText) => unknown {
  const severities = { info: LogSeverity.INFO, warning: LogSeverity.WARNING };
  return (urn, { message, severity, isKept }) => {
    const request = new LogRequest();
    request.setSeverity(severities[severity]);
    request.setUrn(urn);
    request.setMessage(message);
    request.setEphemeral(!isKept);
    return request;
  };
}

/** gRPC is a dependency of @pulumi/pulumi: resolve it from there. */
function load(name: string): unknown {
  return createRequire(require.resolve("@pulumi/pulumi"))(name);
}

/** The part of the engine's protocol that is used here. */
interface EngineProto {
  readonly LogRequest: new () => {
    setSeverity(severity: number): void;
    setUrn(urn: string): void;
    setMessage(message: string): void;
    setEphemeral(ephemeral: boolean): void;
  };
  readonly LogSeverity: { readonly INFO: number; readonly WARNING: number };
}

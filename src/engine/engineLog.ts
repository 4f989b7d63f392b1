import { createRequire } from "node:module";
import { findEngine } from "./engineAddress";

/** Sends texts to the row of a resource in the engine's display. */
export interface EngineLog {
  /** Replaces the text of the row. Resolves when it is delivered, or cannot be. Never rejects. */
  status(urn: string, text: string): Promise<void>;
  /** Adds a diagnostic that stays on screen after the run. Resolves in the same way. */
  keep(urn: string, severity: "info" | "warning", text: string): Promise<void>;
}

/** Milliseconds after which a text that the engine has not acknowledged counts as sent. */
const MAX_DELIVERY_MS = 1_000;

/** The engine's service, as its generated client offers it. */
export interface LogClient {
  log(request: unknown, callback: (error: unknown) => void): void;
}

/**
 * Connects to the engine that started this plugin process. Pulumi's plugin for dynamic providers has no
 * logger for a resource's row (pulumi/pulumi#20409), but it is started with the engine's address.
 *
 * @returns `undefined` if there is no engine
 */
export function connectEngineLog(engine = findEngine()): EngineLog | undefined {
  if (!engine) return undefined;
  try {
    const { credentials } = load("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };
    const { EngineClient } = load("@pulumi/pulumi/proto/engine_grpc_pb") as {
      EngineClient: new (address: string, credentials: unknown) => LogClient;
    };
    const { host, port } = engine;
    return engineLogOf(new EngineClient(`${host}:${port}`, credentials.createInsecure()));
  } catch {
    return undefined;
  }
}

/** The log of an engine that the SDK is connected to. */
export function engineLogOf(client: LogClient): EngineLog {
  const { LogRequest, LogSeverity } = load("@pulumi/pulumi/proto/engine_pb") as EngineProto;
  const send = (urn: string, message: string, severity: number, isEphemeral: boolean) => {
    const request = new LogRequest();
    request.setSeverity(severity);
    request.setUrn(urn);
    request.setMessage(message);
    request.setEphemeral(isEphemeral);
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, MAX_DELIVERY_MS);
      client.log(request, () => {
        clearTimeout(timer);
        resolve();
      });
    });
  };
  const severities = { info: LogSeverity.INFO, warning: LogSeverity.WARNING };
  return {
    status: (urn, text) => send(urn, text, severities.info, true),
    keep: (urn, severity, text) => send(urn, text, severities[severity], false),
  };
}

/** gRPC is a dependency of @pulumi/pulumi: resolve it from there. */
function load(name: string): unknown {
  return createRequire(require.resolve("@pulumi/pulumi"))(name);
}

interface EngineProto {
  readonly LogRequest: new () => {
    setSeverity(severity: number): void;
    setUrn(urn: string): void;
    setMessage(message: string): void;
    setEphemeral(ephemeral: boolean): void;
  };
  readonly LogSeverity: { readonly INFO: number; readonly WARNING: number };
}

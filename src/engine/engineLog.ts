import { createRequire } from "node:module";

/** Sends short-lived texts to the row of a resource in the engine's display. */
export interface EngineLog {
  /** Resolves when `text` is delivered, or cannot be. Never rejects. */
  status(urn: string, text: string): Promise<void>;
}

/** A text that the engine has not taken after this long is given up, in milliseconds. */
const DELIVERY_MS = 1_000;

interface LogClient {
  log(request: unknown, callback: (error: unknown) => void): void;
}

/**
 * Talks to the engine that started this plugin process. The plugin itself has no logger for a
 * resource's row (pulumi/pulumi#20409), but the engine's address is its last argument.
 *
 * @returns `undefined` where there is no engine to talk to
 */
export function connectEngineLog(argv: readonly string[] = process.argv): EngineLog | undefined {
  const address = argv.at(-1) ?? "";
  if (!/^[\w.-]+:\d+$/.test(address)) return undefined;
  try {
    // gRPC is a dependency of @pulumi/pulumi, so it is resolved from there.
    const load = createRequire(require.resolve("@pulumi/pulumi"));
    const { credentials } = load("@grpc/grpc-js") as {
      credentials: { createInsecure(): unknown };
    };
    const { EngineClient } = load("@pulumi/pulumi/proto/engine_grpc_pb") as {
      EngineClient: new (address: string, credentials: unknown) => LogClient;
    };
    const { LogRequest, LogSeverity } = load("@pulumi/pulumi/proto/engine_pb") as EngineProto;
    const client = new EngineClient(address, credentials.createInsecure());
    return {
      status(urn, text) {
        const request = new LogRequest();
        request.setSeverity(LogSeverity.INFO);
        request.setUrn(urn);
        request.setMessage(text);
        request.setEphemeral(true);
        return new Promise((resolve) => {
          const timer = setTimeout(resolve, DELIVERY_MS);
          client.log(request, () => {
            clearTimeout(timer);
            resolve();
          });
        });
      },
    };
  } catch {
    return undefined;
  }
}

interface EngineProto {
  readonly LogRequest: new () => {
    setSeverity(severity: number): void;
    setUrn(urn: string): void;
    setMessage(message: string): void;
    setEphemeral(ephemeral: boolean): void;
  };
  readonly LogSeverity: { readonly INFO: number };
}

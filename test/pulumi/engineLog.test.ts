import { Server, ServerCredentials, type ServerUnaryCall } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { connectEngineLog } from "../../src/engine/engineLog";

type Answer = (error: null, value: Empty) => void;

let server: Server;
const received: LogRequest.AsObject[] = [];
beforeEach(() => {
  received.length = 0;
});
afterEach(() => {
  server.forceShutdown();
});

/** An engine that takes texts over gRPC, as the real one does, and answers or does not. */
async function startEngine({ answers }: { answers: boolean }) {
  server = new Server();
  server.addService(EngineService, {
    log: ({ request }: ServerUnaryCall<LogRequest, Empty>, answer: Answer) => {
      received.push(request.toObject());
      if (answers) answer(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  const log = connectEngineLog({ host: "127.0.0.1", port });
  if (!log) throw new Error("no connection");
  return log;
}

test("a text in a resource's row is ephemeral, a diagnostic is kept", async () => {
  const log = await startEngine({ answers: true });
  await log.status("urn:a", "62%");
  await log.keep("urn:a", "info", "nothing to wait for");
  await log.keep("urn:a", "warning", "failed");
  const common = { urn: "urn:a", streamid: 0 };
  const { INFO, WARNING } = LogSeverity;
  expect(received).toEqual([
    { ...common, severity: INFO, message: "62%", ephemeral: true },
    { ...common, severity: INFO, message: "nothing to wait for", ephemeral: false },
    { ...common, severity: WARNING, message: "failed", ephemeral: false },
  ]);
});

test("a text that the engine does not acknowledge is given up after a second", async () => {
  const log = await startEngine({ answers: false });
  const begin = performance.now();
  await log.status("urn:a", "62%");
  const ms = performance.now() - begin;
  expect(received).toHaveLength(1);
  expect(ms).toBeGreaterThan(900);
  // A machine under load may be late, but not by the minutes of a call without an end.
  expect(ms).toBeLessThan(10_000);
});

test("an engine that is gone is no error", async () => {
  const log = await startEngine({ answers: true });
  server.forceShutdown();
  await expect(log.status("urn:a", "62%")).resolves.toBeUndefined();
});

test("without an engine there is no log", () => {
  expect(connectEngineLog()).toBeUndefined();
});

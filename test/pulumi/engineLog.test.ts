import { setTimeout as pass } from "node:timers/promises";
import { Server, ServerCredentials, type ServerUnaryCall } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { connectEngineLog, engineLogOf, type EngineLogOptions } from "../../src/engine/engineLog";
import { openOverview, openRow } from "../../src/pulumi/resourceRow";

type Answer = (error: null, value: Empty) => void;

let server: Server;
/** The requests, in the order of their arrival. */
let received: LogRequest.AsObject[];
/** What became of the texts, in order: shown, or withdrawn before that. */
let events: string[];
afterEach(() => {
  server.forceShutdown();
});

/** How long the engine takes to show a text, in milliseconds. `undefined`: for ever. */
type Slowness = (message: string) => number | undefined;

/** An engine that takes texts over gRPC, as the real one does, and is as slow as the test says. */
async function startEngine(slowness: Slowness = () => 0, options: EngineLogOptions = {}) {
  server = new Server();
  const happened: string[] = [];
  const requests: LogRequest.AsObject[] = [];
  [events, received] = [happened, requests];
  server.addService(EngineService, {
    log: (call: ServerUnaryCall<LogRequest, Empty>, answer: Answer) => {
      const message = call.request.getMessage();
      requests.push(call.request.toObject());
      let isShown = false;
      // Emitted at the end of every call.
      call.on("cancelled", () => {
        if (!isShown) happened.push(`withdrawn ${message}`);
      });
      const ms = slowness(message);
      if (ms === undefined) return;
      setTimeout(() => {
        if (call.cancelled) return;
        isShown = true;
        happened.push(`shown ${message}`);
        answer(null, new Empty());
      }, ms);
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  const log = connectEngineLog(options, { host: "127.0.0.1", port });
  if (!log) throw new Error("no connection");
  return log;
}

test("a text in a resource's row is ephemeral, a diagnostic is kept", async () => {
  const log = await startEngine();
  log.status("urn:a", "62%");
  log.keep("urn:a", "info", "nothing to wait for");
  log.keep("urn:a", "warning", "failed");
  await log.settled("urn:a");
  const common = { urn: "urn:a", streamid: 0 };
  const { INFO, WARNING } = LogSeverity;
  expect(received).toEqual([
    { ...common, severity: INFO, message: "62%", ephemeral: true },
    { ...common, severity: INFO, message: "nothing to wait for", ephemeral: false },
    { ...common, severity: WARNING, message: "failed", ephemeral: false },
  ]);
});

test("a text that the engine does not acknowledge is withdrawn before a newer one is sent", async () => {
  const slowness = (message: string) => (message === "asking" ? undefined : 0);
  const log = await startEngine(slowness, { maxDeliveryMs: 200 });
  log.status("urn:a", "asking");
  log.status("urn:a", "100% succeeded");
  const begin = performance.now();
  await log.settled("urn:a");
  expect(events).toEqual(["withdrawn asking", "shown 100% succeeded"]);
  // A machine under load may be late, but not by the minutes of a call without an end.
  expect(performance.now() - begin).toBeLessThan(10_000);
});

test("texts of two rows of one resource arrive in the order of the calls", async () => {
  const log = await startEngine((message) => (message === "will wait" ? 200 : 0));
  const display = { kind: "log", namesRows: true, countsCharacters: false } as const;
  const open = () => openRow({ log, display, urn: "urn:a", secrets: [] });
  const [plan, wait] = [open(), open()];
  plan.show("will wait");
  wait.show("62%");
  wait.keep("warning", "failed");
  await wait.settled();
  expect(events).toEqual(["shown will wait", "shown 62%", "shown failed"]);
});

test("only a text that a table may cut is padded, also in the stack's row", async () => {
  const log = await startEngine();
  for (const [urn, countsCharacters] of [
    ["urn:a", true],
    ["urn:b", false],
  ] as const) {
    const display = { kind: "rows", namesRows: true, countsCharacters } as const;
    openRow({ log, display, urn, secrets: ["数据"] }).show("数据 · 迁移");
    openOverview({ log, display })
      ?.join((text) => text)
      .show({ note: "迁", elapsedSeconds: 1 });
    await Promise.all([log.settled(urn), log.settled("")]);
  }
  const [inRow, inOverview] = ["[secret] · \u200b迁\u200b移", "\u200b迁 · 1s"];
  const padded = [inRow, inOverview].map((text) => `shown ${text}`);
  expect(events).toEqual([...padded, ...padded.map((text) => text.replaceAll("\u200b", ""))]);
});

test("a slow text of one resource does not hold up those of another", async () => {
  const log = await startEngine((message) => (message === "slow" ? undefined : 0));
  log.status("urn:a", "slow");
  log.status("urn:b", "62%");
  await log.settled("urn:b");
  expect(events).toEqual(["shown 62%"]);
});

test("settled waits for a diagnostic that a slow engine has not shown yet", async () => {
  const log = await startEngine(() => 1_500);
  log.keep("urn:a", "info", "nothing to wait for");
  await log.settled("urn:a");
  expect(events).toEqual(["shown nothing to wait for"]);
});

test.each([
  ["skips outdated texts where rows are redrawn", true, ["1%", "kept", "4%"]],
  ["sends every text to a log", false, ["1%", "2%", "kept", "3%", "4%"]],
])("%s", async (_, redraws, expected) => {
  const log = await startEngine(() => 50, { redraws });
  for (const percent of ["1%", "2%"]) log.status("urn:a", percent);
  log.keep("urn:a", "warning", "kept");
  for (const percent of ["3%", "4%"]) log.status("urn:a", percent);
  await log.settled("urn:a");
  expect(received.map(({ message }) => message)).toEqual(expected);
});

test("an engine that is gone is no error", async () => {
  const log = await startEngine();
  server.forceShutdown();
  log.status("urn:a", "62%");
  await expect(log.settled("urn:a")).resolves.toBeUndefined();
});

test("a client that the SDK has closed is no error", async () => {
  const closed = () => {
    throw new Error("Channel has been shut down");
  };
  const log = engineLogOf({ log: closed });
  log.status("urn:a", "62%");
  await expect(log.settled("urn:a")).resolves.toBeUndefined();
  // An unhandled rejection would end the process.
  await pass(0);
});

test("without an engine there is no log", () => {
  expect(connectEngineLog()).toBeUndefined();
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { stat } from "node:fs/promises";
import path from "node:path";
import { credentials, Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Simulator, startSimulator } from "../../src/simulator";
import { version } from "../../package.json";
import { pluginFolder } from "./support/bundle";
import { type Calls, callsOf } from "./support/calls";
import { initFailureOf } from "./support/initFailure";

/** A stand-in for the engine, which started the plugin. */
interface Engine {
  readonly logs: readonly LogRequest.AsObject[];
  readonly calls: Calls;
  /** Resolves once a row shows a text that matches. */
  shown(text: RegExp): Promise<LogRequest.AsObject>;
  /** Ends as an engine that is killed. */
  kill(): void;
}

let simulator: Simulator;
let plugin: ChildProcess;
let engine: Engine;
beforeEach(async () => {
  simulator = await startSimulator({ scenarios: ["long", "quick"] });
  engine = await startEngine();
  const { region, accessKey, secretKey, url } = simulator;
  const endpoints = JSON.stringify({ dcs: url, iam: url });
  await engine.calls.configure({ region, accessKey, secretKey, endpoints });
});
afterEach(async () => {
  plugin.kill("SIGKILL");
  engine.kill();
  await simulator.close();
});

async function startEngine(): Promise<Engine> {
  const logs: LogRequest.AsObject[] = [];
  const waiting = new Set<() => void>();
  const server = new Server();
  server.addService(EngineService, {
    log: ({ request }: { request: LogRequest }, done: (error: null, value: Empty) => void) => {
      logs.push(request.toObject());
      for (const look of waiting) look();
      done(null, new Empty());
    },
  });
  const { promise, resolve } = Promise.withResolvers<number>();
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (_, port) => {
    resolve(port);
  });
  const script = path.join(await pluginFolder(), "pulumi-resource-huaweicloud-dcs");
  plugin = spawn(script, [`127.0.0.1:${await promise}`], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = (await once(createInterface(plugin.stdout as never), "line")) as [string];
  const connection = await openConnection(Number(port));
  const client = new ResourceProviderClient(connection.address, credentials.createInsecure());
  return {
    logs,
    calls: callsOf(client),
    shown: (text) =>
      new Promise((found) => {
        const look = () => {
          const log = logs.find(({ message }) => text.test(message));
          if (log) found(log);
        };
        waiting.add(look);
        look();
      }),
    kill: () => {
      connection.cut();
      client.close();
      server.forceShutdown();
    },
  };
}

/** Leads to a port, and can be cut as the end of a process does, with calls under way. */
async function openConnection(port: number) {
  const sockets: Socket[] = [];
  const proxy = createServer((from) => {
    const to = connect(port, "127.0.0.1");
    sockets.push(from, to);
    for (const socket of [from, to]) socket.on("error", () => socket.destroy());
    from.pipe(to).pipe(from);
  });
  await once(proxy.listen(0, "127.0.0.1"), "listening");
  return {
    address: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    cut: () => {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const inputs = (scenario: string) => ({
  instanceId: simulator.instanceId,
  taskId: simulator.tasks[scenario],
  wait: true,
  timeoutSeconds: 600,
  onFailure: "error",
  onTimeout: "error",
  ifNone: "record",
  poll: { minSeconds: 0.1, maxSeconds: 1 },
});

test("the bundle is one script of at most 2 MB, which says its port and version", async () => {
  const script = path.join(await pluginFolder(), "pulumi-resource-huaweicloud-dcs");
  const { size, mode } = await stat(script);
  expect(size).toBeLessThanOrEqual(2 * 1024 * 1024);
  expect(mode & 0o111).toBe(0o111);
  expect(await engine.calls.version()).toBe(version);
  expect(JSON.parse(await engine.calls.schema())).toEqual(expect.any(Object));
});

test("a wait shows its progress in the row of its resource", async () => {
  const { outputs } = await engine.calls.create(inputs("quick"));
  expect(outputs).toMatchObject({ status: "SUCCEEDED" });
  expect(await engine.shown(/\d+%/)).toMatchObject({
    urn: "urn:pulumi:dev::dcs::huaweicloud-dcs:index:Task::wait",
    ephemeral: true,
  });
});

test("the engine's cancel ends a wait, whose state is kept", async () => {
  const failed = initFailureOf(engine.calls.create(inputs("long")));
  await engine.shown(/\d+%/);
  await engine.calls.cancel();
  const { outputs, reasons } = await failed;
  expect(reasons[0]).toMatch(/was interrupted at \d+ %/);
  expect(outputs).toMatchObject({ status: "RUNNING", __open: true });
});

test("the process ends when the engine is gone, also in the middle of a wait", async () => {
  const failed = engine.calls.create(inputs("long")).catch((error: unknown) => error);
  await engine.shown(/\d+%/);
  engine.kill();
  await once(plugin, "exit");
  const before = simulator.requests.length;
  expect(await failed).toBeInstanceOf(Error);
  expect(simulator.requests).toHaveLength(before);
});

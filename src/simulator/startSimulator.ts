import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { account } from "./iam/account";
import { defaultIdentity, type Identity } from "./identity";
import { SimulatorInputError } from "./inputError";
import { Instances } from "./dcs/instances";
import { loadPlaylist, loadScenarios, scenarioNames } from "./scenarios/loadScenarios";
import { KeyRing } from "./iam/keyRing";
import { Metadata } from "./iam/metadata";
import type { RecordedRequest } from "./recordedRequest";
import { RequestClock } from "./requestClock";
import { createSimulatorServer } from "./server";
import { createService } from "./service";
import { SimulatedTask, type SimulatedTaskOptions } from "./dcs/simulatedTask";
import type { Simulator, SimulatorOptions } from "./simulator";

/**
 * Starts a simulator of the DCS service, its gateway and IAM on 127.0.0.1. It checks every signature
 * and plays scenarios.
 *
 * @example
 * ```ts
 * import { startSimulator } from "pulumi-huaweicloud-dcs/simulator";
 *
 * export async function play(): Promise<void> {
 *   const simulator = await startSimulator({ scenarios: ["quick"] });
 *   // GET {url}/v2/{projectId}/instances/{instanceId}/tasks/{tasks.quick}/progress, signed
 *   await simulator.close();
 * }
 * ```
 * @throws {@link SimulatorInputError} if the port, a scenario, the speed or the clock is invalid
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, speed = 1, onRequest } = options;
  checkNumbers(port, speed);
  const clock = new RequestClock(checked(options.now ?? Date.now));
  const { now } = clock;
  const identity = identityOf(options);
  const tasks = tasksOf(options.scenarios ?? scenarioNames, { speed, now, launchedAt: now() });
  const resize = loadPlaylist(options.resize ?? "resize", "resize");
  const upgrade = loadPlaylist(options.upgrade ?? "quick", "upgrade");
  const { instanceId } = identity;
  const instances = new Instances({ instanceId, tasks, resize, upgrade, speed, now });
  const { longestLifeSeconds = 24 * 3600, metadata = "tokens" } = options;
  const keys = new KeyRing({ identity, now, longestLifeSeconds });
  const requests: RecordedRequest[] = [];
  const service = createService({
    ...{ identity, keys, instances, now },
    metadata: new Metadata(metadata, keys, now),
    baseUrl: () => urlOf(server),
  });
  const server = createSimulatorServer({
    answer: (request) => clock.answer(() => service(request)),
    now,
    speed,
    onRecord: (record) => {
      requests.push(record);
      onRequest?.(record);
    },
  });
  await listen(server, port);
  return {
    ...identity,
    account,
    url: urlOf(server),
    tasks: Object.fromEntries(tasks.map(({ scenario, taskId }) => [scenario.name, taskId])),
    jobs: Object.fromEntries(tasks.map(({ scenario, jobId }) => [scenario.name, jobId])),
    requests,
    task: (name) => taskNamed(name, instances.tasks).record,
    close: () => close(server),
  };
}

function checkNumbers(port: number, speed: number): void {
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new SimulatorInputError(
      "port",
      `${port} is not a port; give 0 to 65535, 0 for any free one`,
    );
  }
  if (!Number.isFinite(speed) || speed <= 0) {
    throw new SimulatorInputError("speed", `${speed} is not a speed; give a number greater than 0`);
  }
}

function checked(now: () => number): () => number {
  const time = now();
  if (Number.isFinite(time)) return now;
  const advice = "return milliseconds since 1970, as Date.now does";
  throw new SimulatorInputError("now", `${time} is not a time; ${advice}`);
}

function identityOf(options: SimulatorOptions): Identity {
  const { region, projectId, accessKey, secretKey, securityToken, instanceId } = options;
  return {
    region: region ?? defaultIdentity.region,
    projectId: projectId ?? defaultIdentity.projectId,
    accessKey: accessKey ?? defaultIdentity.accessKey,
    secretKey: secretKey ?? defaultIdentity.secretKey,
    instanceId: instanceId ?? defaultIdentity.instanceId,
    ...(securityToken === undefined ? {} : { securityToken }),
  };
}

function tasksOf(
  scenarios: Parameters<typeof loadScenarios>[0],
  options: Omit<SimulatedTaskOptions, "scenario">,
): SimulatedTask[] {
  return loadScenarios(scenarios).map((scenario) => new SimulatedTask({ ...options, scenario }));
}

function taskNamed(name: string, tasks: readonly SimulatedTask[]): SimulatedTask {
  const task = tasks.find(({ scenario }) => scenario.name === name);
  if (task === undefined) {
    const known = tasks.map(({ scenario }) => scenario.name).join(", ");
    throw new RangeError(`the simulator has no scenario "${name}"; it has ${known}`);
  }
  return task;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE" ? "is in use" : `cannot be listened on (${error.message})`;
      const advice = "choose another, or 0 for any free one";
      reject(new SimulatorInputError("port", `${port} ${reason}; ${advice}`, error));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

function urlOf(server: Server): string {
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

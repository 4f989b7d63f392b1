import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type * as queryClock from "../../dist/client/queryClock.js";
import type * as allTasks from "../../dist/resource/allTasks.js";
import type * as lifecycle from "../../dist/resource/lifecycle.js";
import type * as oneTask from "../../dist/resource/oneTask.js";
import { type Client, loadClient, loadSimulator, type Simulator, urlOf } from "../shared/build.ts";
import { selfSigned } from "../shared/selfSigned.ts";
import type { StageWorld } from "./stage.ts";

/** A port that no system gives to a server of its own accord, so that nothing listens on it. */
const CLOSED_PORT = 3;

export type ClientApi = Client & Pick<typeof queryClock, "onClock">;

/** The modules of the resources. */
export type ResourceApi = Pick<typeof lifecycle, "createLifecycle"> &
  Pick<typeof oneTask, "oneTask"> &
  Pick<typeof allTasks, "allTasks">;

/** The built package, and the servers that all runs share. */
export interface World extends StageWorld {
  readonly client: ClientApi;
  readonly resource: ResourceApi;
  /** What was asked of a host to which redirects lead. */
  readonly strays: readonly string[];
  close(): Promise<void>;
}

/** The built package in `dist`, and the servers that all runs share. */
export async function openWorld(dist: string): Promise<World> {
  const strays: string[] = [];
  const elsewhere = createServer((request, response) => {
    strays.push(request.url ?? "");
    response.end('{"progress":100,"step_details":[]}');
  });
  const tls = createTlsServer(selfSigned, (_, response) => response.end());
  tls.on("tlsClientError", () => undefined);
  const [port, tlsPort] = await Promise.all([portOf(elsewhere), portOf(tls)]);
  const client = await loadClient(dist);
  const simulator = await loadSimulator(dist);
  const load = async (file: string): Promise<unknown> => import(urlOf(dist, file));
  const { onClock } = (await load("client/queryClock.js")) as typeof queryClock;
  await loadAll(client, simulator);
  return {
    client: { ...client, onClock },
    startSimulator: simulator.startSimulator,
    resource: {
      ...((await load("resource/lifecycle.js")) as typeof lifecycle),
      ...((await load("resource/oneTask.js")) as typeof oneTask),
      ...((await load("resource/allTasks.js")) as typeof allTasks),
    },
    strays,
    places: { closedPort: CLOSED_PORT, tlsPort, elsewhere: `http://localhost:${port}/` },
    close: async () => {
      await Promise.all([closed(elsewhere), closed(tls)]);
    },
  };
}

/**
 * Makes one query of each kind. What the client loads with its first query must be there before the
 * first run, whose time does not wait for files.
 */
async function loadAll({ DcsClient }: Client, { startSimulator }: Simulator): Promise<void> {
  const simulator = await startSimulator({ scenarios: ["quick"] });
  const { region, url, accessKey, secretKey, instanceId, tasks } = simulator;
  const client = new DcsClient({
    ...{ region, endpoint: url, iamEndpoint: url },
    credentials: { accessKey, secretKey },
  });
  await client.showBackgroundTaskProgress({ instanceId, taskId: tasks["quick"] ?? "" });
  await client.listBackgroundTasks({ instanceId })[Symbol.asyncIterator]().next();
  await simulator.close();
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

async function closed(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}

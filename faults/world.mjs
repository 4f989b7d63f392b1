import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { createServer as createTlsServer } from "node:https";
import { selfSigned } from "./selfSigned.mjs";

/** A port that no system gives to a server of its own accord, so that nobody listens on it. */
const CLOSED_PORT = 3;

/** The built package in `dist`, and the servers that all runs share. */
export async function openWorld(dist) {
  const load = createRequire(`${dist}/`);
  const strays = [];
  const elsewhere = createServer((request, response) => {
    strays.push(request.url);
    response.end('{"progress":100,"step_details":[]}');
  });
  const tls = createTlsServer(selfSigned, (_, response) => response.end());
  tls.on("tlsClientError", () => undefined);
  await Promise.all([elsewhere, tls].map(listen));
  const client = load("./client/index.js");
  const simulator = load("./simulator/index.js");
  await loadAll(client, simulator);
  return {
    client: { ...client, ...load("./client/queryClock.js") },
    simulator,
    resource: {
      ...load("./resource/lifecycle.js"),
      ...load("./resource/waitKind.js"),
      ...load("./resource/allTasks.js"),
    },
    strays,
    shared: {
      closedPort: CLOSED_PORT,
      tlsPort: tls.address().port,
      elsewhere: `http://localhost:${elsewhere.address().port}/`,
    },
    close: async () => {
      for (const server of [elsewhere, tls]) {
        server.close();
        server.closeAllConnections();
        await once(server, "close");
      }
    },
  };
}

/**
 * Makes one query of each kind. What the client loads with its first query must be there before the
 * first run, whose time does not wait for files.
 */
async function loadAll({ DcsClient }, { startSimulator }) {
  const { region, url, accessKey, secretKey, instanceId, tasks, close } = await startSimulator({
    scenarios: ["quick"],
  });
  const client = new DcsClient({
    ...{ region, endpoint: url, iamEndpoint: url },
    credentials: { accessKey, secretKey },
  });
  await client.showBackgroundTaskProgress({ instanceId, taskId: tasks["quick"] });
  await Array.fromAsync(client.listBackgroundTasks({ instanceId }));
  await close();
}

async function listen(server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

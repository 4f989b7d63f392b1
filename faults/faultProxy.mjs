import { once } from "node:events";
import { Agent, createServer, request as httpRequest } from "node:http";
import { kinds } from "./kinds/all.mjs";
import { pathOf } from "./paths.mjs";

const GONE = { error_code: "DCS.4001", error_msg: "The background task does not exist." };
const NO_INSTANCE = { error_code: "DCS.3022", error_msg: "This instance does not exist." };
const classOfStatus = { 200: "true", 401: "refused", 403: "refused", 404: "notFound" };

/** Stands between the client and the simulator, and spoils the answers that are to be spoilt. */
export async function openFaultProxy(stage) {
  const agent = new Agent({ keepAlive: true });
  const open = new Set();
  const server = createServer((request, response) => {
    open.add(request);
    response.once("close", () => open.delete(request));
    noteSecrets(stage, request);
    const entry = stage.arrived(pathOf(request.url));
    entry.onArrival?.();
    answer(stage, { entry, request, response, agent }).catch((error) => {
      stage.failure ??= error;
      response.destroy();
    });
  });
  // The client under test is to close its connections by itself.
  server.keepAliveTimeout = 0;
  server.on("clientError", (_, socket) => socket.destroy());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    get openRequests() {
      return open.size;
    },
    close: async () => {
      agent.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function answer(stage, { entry, request, response, agent }) {
  if (stage.isDown) {
    stage.applied(entry, "simulator killed and restarted", "trouble");
    request.socket.resetAndDestroy();
    return;
  }
  const ask = () => forward(stage.simulator.url, request, agent);
  // A connection that was kept may have been closed meanwhile.
  const real = await ask().catch(ask);
  const { path } = entry;
  if (real.status === 401) {
    entry.class = "refused";
    return send(response, real, stage);
  }
  if (stage.isDeleted) return refuse(stage, entry, response, NO_INSTANCE, "instance deleted");
  if (stage.isPurged && path === "progress" && !entry.wanted) {
    return refuse(stage, entry, response, GONE, "record purged, known to the list");
  }
  const kind = kinds[entry.wanted];
  if (real.status === 200 && path === "progress") stage.keepFirst(JSON.parse(real.body));
  if (kind === undefined || (kind.rewrite && (real.status !== 200 || path !== "progress"))) {
    entry.class = classOfStatus[real.status] ?? "permanent";
    return send(response, real, stage);
  }
  const body = real.body;
  const context = stage.context({ request, socket: request.socket, body });
  stage.applied(entry, entry.wanted, kind.class, kind.retryAfterMs);
  if (kind.hangs) entry.hangs = true;
  if (kind.send) return kind.send(context);
  const spoilt = kind.rewrite
    ? { status: 200, body: kind.rewrite(JSON.parse(body), context) }
    : kind.answer(context);
  send(response, spoilt, stage);
}

function refuse(stage, entry, response, body, kind) {
  stage.applied(entry, kind, "notFound");
  send(response, { status: 404, body }, stage);
}

function send(response, { status, body = "", headers = {} }, stage) {
  const bytes =
    typeof body === "string" || Buffer.isBuffer(body)
      ? Buffer.from(body)
      : Buffer.from(JSON.stringify(body));
  response.sendDate = false;
  response.writeHead(status, {
    date: new Date(stage.clock.wall()).toUTCString(),
    "content-type": "application/json",
    ...(status === 204 ? {} : { "content-length": bytes.length }),
    ...headers,
  });
  response.end(bytes);
}

function forward(url, request, agent) {
  return new Promise((resolve, reject) => {
    const { method, headers } = request;
    const onward = httpRequest(
      `${url}${request.url}`,
      { method, headers, agent },
      async (reply) => {
        const chunks = [];
        for await (const chunk of reply) chunks.push(chunk);
        resolve({
          status: reply.statusCode,
          headers: reply.headers,
          body: Buffer.concat(chunks),
        });
      },
    );
    onward.once("error", reject);
    onward.end();
  });
}

/** The proof of identity of this very request is a secret, too. */
function noteSecrets(stage, { headers }) {
  const signature = /Signature=(\w+)/.exec(headers["authorization"] ?? "")?.[1];
  if (signature) stage.secrets.add(signature);
}

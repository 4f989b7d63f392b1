import { once } from "node:events";
import { Agent, createServer, request as httpRequest } from "node:http";
import { kinds } from "./kinds/all.mjs";
import { renderList } from "./listView.mjs";
import { pathOf, taskIdOf } from "./paths.mjs";
import { ENTRY_HEADER } from "./stagedFetch.mjs";

const GONE = { error_code: "DCS.4001", error_msg: "The background task does not exist." };
const NO_INSTANCE = { error_code: "DCS.3022", error_msg: "This instance does not exist." };
const classOfStatus = { 200: "true", 401: "refused", 403: "refused", 404: "notFound" };
/** The service refuses a signature whose date is further off than this, in milliseconds. */
const ACCEPTED_SKEW_MS = 15 * 60_000;

/** Stands between the client and the simulator, and spoils the answers that are to be spoilt. */
export async function openFaultProxy(stage, host) {
  const agent = new Agent({ keepAlive: true });
  const open = new Set();
  const server = createServer((request, response) => {
    open.add(request);
    response.once("close", () => open.delete(request));
    const entry = entryOf(stage, request);
    noteProof(stage, entry, request);
    entry.onArrival?.();
    answer(stage, { entry, request, response, agent }).catch((error) => {
      stage.failure ??= error;
      response.destroy();
    });
  });
  // The client under test is to close its connections by itself.
  server.keepAliveTimeout = 0;
  server.on("clientError", (_, socket) => socket.destroy());
  const address = addressOf(stage.plan.seed, host);
  server.listen(0, address);
  await once(server, "listening");
  return {
    url: `http://${address}:${server.address().port}`,
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

/** Each run has addresses of its own, since a process remembers its hosts. */
function addressOf(seed, host) {
  // Elsewhere only one address of the loopback network can be used.
  if (process.platform !== "linux") return "127.0.0.1";
  return `127.${host + 1}.${Math.floor(seed / 250) % 250}.${(seed % 250) + 1}`;
}

/** A client in another process notes nothing. */
function entryOf(stage, request) {
  const { [ENTRY_HEADER]: number, ...headers } = request.headers;
  request.headers = headers;
  const { url } = request;
  return stage.log.entries[number] ?? stage.begin({ path: pathOf(url), taskId: taskIdOf(url) });
}

async function answer(stage, { entry, request, response, agent }) {
  if (stage.isDown) {
    stage.applied(entry, "simulator killed and restarted", { class: "trouble" });
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
  if (stage.isDeleted && path !== "iam") {
    return refuse(stage, entry, { response, body: NO_INSTANCE, kind: "instance deleted" });
  }
  if (stage.isPurged && path === "progress" && !entry.wanted) {
    const kind = "record purged, known to the list";
    return refuse(stage, entry, { response, body: GONE, kind });
  }
  const kind = kinds[entry.wanted];
  if (real.status === 200 && path === "progress") {
    stage.keepFirst(entry.task, JSON.parse(real.body));
  }
  if (kind === undefined || (kind.rewrite && (real.status !== 200 || path !== "progress"))) {
    entry.class = classOfStatus[real.status] ?? "permanent";
    entry.proves = true;
    if (path === "list" && real.status === 200) real.body = listed(stage, entry, request, real);
    return send(response, real, stage);
  }
  spoil(stage, { entry, kind, request, response, body: real.body });
}

function spoil(stage, { entry, kind, request, response, body }) {
  const context = stage.context({ entry, request, socket: request.socket, body });
  stage.applied(entry, entry.wanted);
  if (kind.send) kind.send(context);
  else {
    const spoilt = kind.rewrite
      ? { status: 200, body: kind.rewrite(JSON.parse(body), context) }
      : kind.answer(context);
    send(response, spoilt, stage);
  }
  if (kind.hangs) entry.letGo?.();
}

/** The list as this run shows it; the entry notes what it says of the run's tasks. */
function listed(stage, entry, { url }, { body }) {
  const query = new URL(url, "http://list").searchParams;
  const offset = Number(query.get("offset") ?? 0);
  const limit = Number(query.get("limit") ?? 10);
  if (offset === 0) stage.listed = JSON.parse(body).tasks;
  const now = stage.clock.now();
  const own = stage.isUnlisted ? [] : stage.listed;
  const shown = renderList(stage.plan.list ?? {}, own, { offset, limit, now });
  entry.listed = Object.fromEntries(
    shown.listed.map(({ id, status }) => [stage.nameOf(id), status]),
  );
  entry.hasMore = shown.hasMore;
  return shown.body;
}

function refuse(stage, entry, { response, body, kind }) {
  stage.applied(entry, kind, { class: "notFound", proves: true });
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
    ...headers,
    ...(status === 204 ? {} : { "content-length": bytes.length }),
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

/** With which key a request comes, and whether its date is far off. Its signature is a secret, too. */
function noteProof(stage, entry, { headers }) {
  const proof = headers["authorization"] ?? "";
  const signature = /Signature=(\w+)/.exec(proof)?.[1];
  if (signature) stage.secrets.add(signature);
  entry.key = /Access=(\w+)/.exec(proof)?.[1];
  const date = headers["x-sdk-date"]?.replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    "$1-$2-$3T$4:$5:$6Z",
  );
  entry.isSkewed = Math.abs(Date.parse(date) - stage.clock.wall()) > ACCEPTED_SKEW_MS;
}

import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { forward, type RealReply } from "./forward.ts";
import { kindOf } from "./kinds/all.ts";
import type { AnswerClass, FaultKind, Reply, WireProgress } from "./kinds/kind.ts";
import { type ListedTask, renderList } from "./listView.ts";
import { noteProof } from "./noteProof.ts";
import { pathOf, taskIdOf } from "./paths.ts";
import { applied, type Entry } from "./requestLog.ts";
import type { Door, Stage } from "./stage.ts";
import { ENTRY_HEADER } from "./stagedFetch.ts";

const GONE = { error_code: "DCS.4001", error_msg: "The background task does not exist." };
const NO_INSTANCE = { error_code: "DCS.3022", error_msg: "This instance does not exist." };
const classOfStatus = new Map<number, AnswerClass>([
  [200, "true"],
  [401, "refused"],
  [403, "refused"],
  [404, "notFound"],
]);

/** One request on its way. */
interface Exchange {
  readonly entry: Entry;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly agent: Agent;
}

/** Stands between the client and the simulator, and spoils the answers that are to be spoilt. */
export async function openFaultProxy(stage: Stage, host: number): Promise<Door> {
  const agent = new Agent({ keepAlive: true });
  const open = new Set<IncomingMessage>();
  const server = createServer((request, response) => {
    open.add(request);
    response.once("close", () => open.delete(request));
    const entry = entryOf(stage, request);
    noteProof(stage, entry, request);
    entry.onArrival?.();
    answer(stage, { entry, request, response, agent }).catch((error: unknown) => {
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
  const place = server.address();
  const port = typeof place === "object" && place ? place.port : 0;
  return {
    url: `http://${address}:${port}`,
    openRequests: () => open.size,
    close: async () => {
      agent.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Each run has addresses of its own, since a process remembers its hosts. */
function addressOf(seed: number, host: number): string {
  // Elsewhere only one address of the loopback network can be used.
  if (process.platform !== "linux") return "127.0.0.1";
  return `127.${host + 1}.${Math.floor(seed / 250) % 250}.${(seed % 250) + 1}`;
}

/** The request's entry in the log. A client in another process makes none. */
function entryOf(stage: Stage, request: IncomingMessage): Entry {
  const { [ENTRY_HEADER]: number, ...headers } = request.headers;
  request.headers = headers;
  const { url = "" } = request;
  const known = number === undefined ? undefined : stage.log.entries[Number(number)];
  return known ?? stage.begin({ path: pathOf(url), taskId: taskIdOf(url) });
}

async function answer(stage: Stage, exchange: Exchange): Promise<void> {
  const { entry, request, agent } = exchange;
  if (stage.service.isDown) {
    applied(entry, "simulator killed and restarted", { class: "trouble" });
    request.socket.resetAndDestroy();
    return;
  }
  const ask = () => forward(stage.simulator.url, request, agent);
  // A connection that was kept may have been closed meanwhile.
  const real = await ask().catch(ask);
  const { path } = entry;
  if (real.status === 401) {
    entry.class = "refused";
    send(stage, exchange, real);
  } else if (stage.isDeleted && path !== "iam") {
    refuse(stage, exchange, { body: NO_INSTANCE, kind: "instance deleted" });
  } else if (stage.isPurged && path === "progress" && !entry.wanted) {
    refuse(stage, exchange, { body: GONE, kind: "record purged, known to the list" });
  } else {
    answerOrSpoil(stage, exchange, real);
  }
}

function answerOrSpoil(stage: Stage, exchange: Exchange, real: RealReply): void {
  const { entry, request } = exchange;
  const { path, task, wanted } = entry;
  const isProgress = real.status === 200 && path === "progress";
  if (isProgress) stage.keepFirst(task, parse(real.body) as WireProgress);
  const kind = wanted === undefined ? undefined : kindOf(wanted);
  if (kind && wanted !== undefined && (isProgress || !kind.rewrite)) {
    spoil(stage, exchange, { kind, name: wanted, body: real.body });
    return;
  }
  entry.class = classOfStatus.get(real.status) ?? "permanent";
  entry.proves = true;
  const isList = path === "list" && real.status === 200;
  send(stage, exchange, isList ? { ...real, body: listed(stage, entry, { request, real }) } : real);
}

interface Spoiling {
  readonly kind: FaultKind;
  readonly name: string;
  /** The true answer. */
  readonly body: Buffer;
}

function spoil(stage: Stage, exchange: Exchange, { kind, name, body }: Spoiling): void {
  const { entry, request } = exchange;
  const context = { ...stage.context(entry.task), request, socket: request.socket, body };
  applied(entry, name, kind);
  if (kind.send) kind.send(context);
  else if (kind.rewrite) {
    const rewritten = kind.rewrite(parse(body) as WireProgress, context);
    send(stage, exchange, { status: 200, body: rewritten });
  } else if (kind.answer) send(stage, exchange, kind.answer(context));
  if (kind.hangs) entry.letGo?.();
}

/** The list as this run shows it; the entry notes what it says of the run's tasks. */
function listed(
  stage: Stage,
  entry: Entry,
  { request, real }: { request: IncomingMessage; real: RealReply },
): object {
  const query = new URL(request.url ?? "", "http://list").searchParams;
  const offset = Number(query.get("offset") ?? 0);
  const limit = Number(query.get("limit") ?? 10);
  if (offset === 0) stage.listed = (parse(real.body) as { tasks: ListedTask[] }).tasks;
  const now = stage.clock.now();
  const own = stage.isUnlisted ? [] : stage.listed;
  const shown = renderList(stage.plan.list, own, { offset, limit, now });
  entry.listed = Object.fromEntries(
    shown.listed.map(({ id, status }) => [stage.nameOf(id) ?? id, status]),
  );
  entry.hasMore = shown.hasMore;
  if (shown.isUnreadable) entry.class = "trouble";
  return shown.body;
}

function refuse(
  stage: Stage,
  exchange: Exchange,
  { body, kind }: { readonly body: object; readonly kind: string },
): void {
  applied(exchange.entry, kind, { class: "notFound", proves: true });
  send(stage, exchange, { status: 404, body });
}

function send({ clock }: Stage, { response }: Exchange, reply: Reply): void {
  const { status, body = "", headers = {} } = reply;
  const isRaw = typeof body === "string" || Buffer.isBuffer(body);
  const bytes = Buffer.from(isRaw ? body : JSON.stringify(body));
  response.sendDate = false;
  response.writeHead(status, {
    date: new Date(clock.wall()).toUTCString(),
    "content-type": "application/json",
    ...headers,
    ...(status === 204 ? {} : { "content-length": bytes.length }),
  });
  response.end(bytes);
}

function parse(body: Buffer): unknown {
  return JSON.parse(body.toString());
}

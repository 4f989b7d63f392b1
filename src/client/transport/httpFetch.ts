import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Fetch } from "./lazyFetch";
import { explain407, type ProxyOf } from "./proxies";
import { withPrefix } from "./reason";
import { createRoutes, type Route } from "./routes";
import type { Trust } from "./trust";

const decoders = new Map<string, () => Transform>([
  ["gzip", createGunzip],
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
]);

/** Statuses for which `Response` allows no body, not even an empty one. */
const NO_BODY_STATUSES = [204, 205, 304];

/**
 * A `fetch` on Node's HTTP client. Node's own `fetch` cannot open one connection for each request and
 * choose its proxy. Redirects are returned as answers and never followed.
 */
export function createHttpFetch(proxyOf: ProxyOf, trust: Trust): Fetch {
  const routeOf = createRoutes(proxyOf, trust);
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const proxy = proxyOf(new URL(request.url));
    try {
      const body = request.body && Buffer.from(await request.arrayBuffer());
      const answer = await send(request, { route: routeOf(request), body, source: input });
      if (proxy) assertLetThrough(answer, request);
      return toResponse(answer);
    } catch (error) {
      // Name the proxy in the error: the server's address may be right.
      if (!proxy || request.signal.aborted) throw error;
      throw withPrefix(error, `through ${proxy.name}: `);
    }
  };
}

interface Sending {
  readonly route: Route;
  readonly body: Buffer | null;
  /** The `fetch` input that the request was made from. */
  readonly source: unknown;
}

function send(request: Request, { route, body, source }: Sending): Promise<IncomingMessage> {
  const { method, signal } = request;
  const { request: open } = route.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = open({ ...route, method, signal });
    // Keep both alive: a Request forwards an abort only while it and its source are referenced.
    outgoing.once("close", () => [request, source]);
    outgoing.once("response", resolve);
    outgoing.on("error", (error) => {
      reject(signal.aborted ? (signal.reason as Error) : error);
    });
    outgoing.end(body ?? undefined);
  });
}

/** Through a tunnel a 407 comes from the server; for plain http it comes from the proxy. */
function assertLetThrough(answer: IncomingMessage, { url }: Request): void {
  if (answer.statusCode !== 407 || !url.startsWith("http:")) return;
  answer.destroy();
  throw new Error(explain407);
}

function toResponse(answer: IncomingMessage): Response {
  const { statusCode = 0, statusMessage = "", rawHeaders } = answer;
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
  }
  const init = { status: statusCode, statusText: statusMessage, headers };
  if (NO_BODY_STATUSES.includes(statusCode)) {
    answer.resume();
    return new Response(null, init);
  }
  return new Response(decompressed(answer), init);
}

/** Requests do not ask for compression, but some gateways compress anyway. */
function decompressed(answer: IncomingMessage): Readable {
  const createDecoder = decoders.get(answer.headers["content-encoding"]?.toLowerCase() ?? "");
  // An error of either stream ends the other and surfaces where the body is read.
  return createDecoder ? pipeline(answer, createDecoder(), () => undefined) : answer;
}

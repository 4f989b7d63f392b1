import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Fetch } from "./lazyFetch";
import type { ProxyOf } from "./proxies";
import { createRoutes, type Route } from "./routes";
import type { Trust } from "./trust";

const decoders = new Map<string, () => Transform>([
  ["gzip", createGunzip],
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
]);

/** Statuses whose answer has no body, and may not be given an empty one. */
const NO_BODY = [204, 205, 304];

/**
 * A `fetch` on Node's HTTP client, for what Node's own `fetch` cannot do: one connection for each
 * request, through the proxy for it. Redirects are answers like any other; they are never
 * followed.
 */
export function createHttpFetch(proxyOf: ProxyOf, trust: Trust): Fetch {
  const routeOf = createRoutes(proxyOf, trust);
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const body = request.body && Buffer.from(await request.arrayBuffer());
    return toResponse(await send(request, routeOf(request), body));
  };
}

function send(
  { method, signal }: Request,
  route: Route,
  body: Buffer | null,
): Promise<IncomingMessage> {
  const { request } = route.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...route, method, signal });
    outgoing.once("response", resolve);
    outgoing.on("error", (error) => {
      reject(signal.aborted ? (signal.reason as Error) : error);
    });
    outgoing.end(body ?? undefined);
  });
}

function toResponse(answer: IncomingMessage): Response {
  const { statusCode = 0, statusMessage = "", rawHeaders } = answer;
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
  }
  const init = { status: statusCode, statusText: statusMessage, headers };
  if (NO_BODY.includes(statusCode)) {
    answer.resume();
    return new Response(null, init);
  }
  return new Response(decompressed(answer), init);
}

/** Compression is not asked for, but some gateways compress all the same. */
function decompressed(answer: IncomingMessage): Readable {
  const createDecoder = decoders.get(answer.headers["content-encoding"]?.toLowerCase() ?? "");
  // An error of either stream ends the other, and is seen where the body is read.
  return createDecoder ? pipeline(answer, createDecoder(), () => undefined) : answer;
}

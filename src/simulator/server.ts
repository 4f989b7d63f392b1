import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { queryPairs, type WireRequest } from "./wireRequest";
import { hexId } from "./identity";
import { visibleHeaders, type RecordedRequest } from "./recordedRequest";
import { errorCodeOf, wireBody } from "./reply";
import type { Outcome } from "./outcome";
import { parseAuthorization } from "./signature/verifySignature";

export interface ServerOptions {
  readonly answer: (request: WireRequest) => Outcome;
  readonly now: () => number;
  readonly speed: number;
  readonly onRecord: (record: RecordedRequest) => void;
}

/** The HTTP server: reads a request, gets its answer, records both, sends the answer. */
export function createSimulatorServer(options: ServerOptions): Server {
  let count = 0;
  const server = createServer((incoming, response) => {
    count += 1;
    const n = count;
    readRequest(incoming).then(
      (request) => {
        respond(request, response, { ...options, n });
      },
      // The client disconnected while sending, so there is no one to answer.
      () => response.destroy(),
    );
  });
  // Longer than any gap between polls in a test: no idle connection may close under a client.
  server.keepAliveTimeout = 75_000;
  return server;
}

function respond(
  request: WireRequest,
  response: ServerResponse,
  { answer, now, speed, onRecord, n }: ServerOptions & { readonly n: number },
): void {
  const outcome = answer(request);
  const requestId = hexId(`request ${n}`);
  onRecord(recordOf(request, outcome, { n, at: now(), requestId }));
  const send = (): void => {
    sendReply(response, outcome, { nowMs: now(), requestId });
  };
  const delaySeconds = outcome.fault?.delaySeconds;
  if (delaySeconds === undefined) {
    send();
    return;
  }
  const timer = setTimeout(send, (delaySeconds * 1000) / speed);
  response.once("close", () => {
    clearTimeout(timer);
  });
}

function sendReply(
  response: ServerResponse,
  { reply, fault, isIam }: Outcome,
  { nowMs, requestId }: { readonly nowMs: number; readonly requestId: string },
): void {
  if (fault?.drop === "before") {
    response.socket?.resetAndDestroy();
    return;
  }
  const body = Buffer.from(wireBody(reply, requestId));
  response.writeHead(reply.status, {
    Date: new Date(nowMs).toUTCString(),
    "Content-Type": reply.contentType ?? defaultContentType(reply.body),
    "Content-Length": body.length,
    "X-Request-Id": requestId,
    ...(isIam === true ? { "X-IAM-Trace-Id": requestId } : {}),
    ...reply.headers,
  });
  if (fault?.drop === "after") {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => {
      response.socket?.resetAndDestroy();
    });
    return;
  }
  response.end(body);
}

function recordOf(
  request: WireRequest,
  { reply, scenario, progress, fault, faultText }: Outcome,
  facts: Pick<RecordedRequest, "n" | "at" | "requestId">,
): RecordedRequest {
  const authorization = parseAuthorization(request.headers["authorization"] ?? "");
  const code = fault?.drop === "before" ? undefined : errorCodeOf(reply);
  return Object.freeze({
    ...facts,
    method: request.method,
    path: request.rawPath,
    query: Object.fromEntries(queryPairs(request.rawQuery)),
    headers: visibleHeaders(request.headers),
    signedHeaders: authorization?.signedHeaders ?? [],
    status: fault?.drop === "before" ? 0 : reply.status,
    ...(scenario === undefined ? {} : { scenario, progress }),
    ...(faultText === undefined ? {} : { fault: faultText }),
    ...(code === undefined ? {} : { code }),
  });
}

async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  const [rawPath = "", ...query] = (incoming.url ?? "").split("?");
  return {
    method: incoming.method ?? "",
    rawPath,
    rawQuery: query.join("?"),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(", ") : value,
      ]),
    ),
    body: Buffer.concat(chunks),
  };
}

function defaultContentType(body: unknown): string {
  if (typeof body !== "string") {
    return "application/json";
  }
  return body.startsWith("<") ? "text/html" : "text/plain";
}

import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a server answers: status 200, JSON for what is no text, or whatever a function does. */
export type Answer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Text and bytes are sent as they stand, anything else as JSON. */
      readonly body?: unknown;
    }
  | ((response: ServerResponse) => void);

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** A server on 127.0.0.1 that says what it is told to say. */
export interface AnswerServer {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** How many connections were made. */
  readonly connections: () => number;
  /** How many requests had their connection closed. */
  readonly closed: () => number;
}

const closers: (() => Promise<void>)[] = [];

/** Starts a server that gives one answer after the other, the last one for ever. */
export async function serve(...answers: readonly Answer[]): Promise<AnswerServer> {
  const requests: ReceivedRequest[] = [];
  let connections = 0;
  let closed = 0;
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    const answer = answers[Math.min(requests.length, answers.length - 1)] ?? {};
    requests.push({ method, url, headers });
    request.socket.once("close", () => (closed += 1));
    give(response, answer);
  });
  server.on("connection", () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    closed: () => closed,
  };
}

/** For `afterEach`: closes every server that was started. */
export async function closeServers(): Promise<void> {
  await Promise.all(closers.splice(0).map((close) => close()));
}

/** Waits until `isSo`, for half a minute at most. */
export async function eventually(isSo: () => boolean): Promise<boolean> {
  const until = performance.now() + 30_000;
  while (!isSo() && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return isSo();
}

function give(response: ServerResponse, answer: Answer): void {
  if (typeof answer === "function") {
    answer(response);
    return;
  }
  const { status = 200, headers = {}, body = { progress: 1 } } = answer;
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  const type = isRaw ? "text/plain" : "application/json";
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(isRaw ? body : JSON.stringify(body));
}

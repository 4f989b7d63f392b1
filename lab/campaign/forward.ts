import { type Agent, type IncomingMessage, request as httpRequest } from "node:http";

/** The answer of the simulator itself. */
export interface RealReply {
  readonly status: number;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends a request on to `url`, and gives the whole answer. */
export function forward(url: string, request: IncomingMessage, agent: Agent): Promise<RealReply> {
  const { promise, resolve, reject } = Promise.withResolvers<RealReply>();
  const { method, headers, url: path = "" } = request;
  const onward = httpRequest(`${url}${path}`, { method, headers, agent }, (reply) => {
    const chunks: Buffer[] = [];
    reply.on("data", (chunk: Buffer) => chunks.push(chunk));
    reply.once("error", reject);
    reply.once("end", () => {
      const { statusCode: status = 0 } = reply;
      resolve({ status, body: Buffer.concat(chunks), headers: plainHeaders(reply) });
    });
  });
  onward.once("error", reject);
  onward.end();
  return promise;
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

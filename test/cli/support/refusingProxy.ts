import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy that forwards requests to a simulator, and answers some with 403 as the service does. */
export interface RefusingProxy {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** @param refused - the answer's body by a pattern of the path */
export async function refuse(
  target: string,
  refused: readonly (readonly [path: RegExp, body: object])[],
): Promise<RefusingProxy> {
  const server = createServer((incoming, outgoing) => {
    const { url = "", method, headers } = incoming;
    const [, body] = refused.find(([path]) => path.test(url)) ?? [];
    if (body) {
      outgoing.writeHead(403, { "content-type": "application/json" });
      outgoing.end(JSON.stringify(body));
      return;
    }
    const forwarded = request(target + url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

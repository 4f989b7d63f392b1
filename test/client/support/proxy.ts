import { createServer, request, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";

/** A proxy on 127.0.0.1, for which every name is this machine. */
export interface Proxy {
  readonly url: string;
  /** `CONNECT host:port`, or method and URL, of each request. */
  readonly asked: readonly string[];
  /** The `Proxy-Authorization` of each request. */
  readonly authorizations: readonly (string | undefined)[];
  readonly close: () => Promise<void>;
}

/** @param certificate with one, the proxy itself is asked over TLS */
export async function startProxy(certificate?: {
  readonly cert: string;
  readonly key: string;
}): Promise<Proxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const forward: RequestListener = (incoming, response) => {
    const { method = "", url = "", headers } = incoming;
    asked.push(`${method} ${url}`);
    authorizations.push(headers["proxy-authorization"]);
    const target = new URL(url);
    target.hostname = "127.0.0.1";
    const outgoing = request(target, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(outgoing);
    response.on("close", () => outgoing.destroy());
    outgoing.on("error", () => response.destroy());
  };
  const server = certificate ? createTlsServer(certificate, forward) : createServer(forward);
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  server.on("connect", ({ url = "", headers }, socket, head: Buffer) => {
    asked.push(`CONNECT ${url}`);
    authorizations.push(headers["proxy-authorization"]);
    const upstream = connect(Number(url.split(":").at(-1)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
    socket.on("close", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate ? "https" : "http"}://127.0.0.1:${port}`,
    asked,
    authorizations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        // Those of CONNECT are no longer the server's to close.
        for (const socket of sockets) socket.destroy();
      }),
  };
}

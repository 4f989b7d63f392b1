import { type AddressInfo, createServer, type Socket } from "node:net";

/** Something in a proxy's place, on 127.0.0.1. */
export interface MisbehavingProxy {
  readonly url: string;
  /** How many connections were made to it. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** Starts a server that does as it is told with each connection, once a request came. */
export async function startMisbehavingProxy(
  misbehave: (socket: Socket, request: string) => void,
): Promise<MisbehavingProxy> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("data", (data) => {
      misbehave(socket, data.toString("latin1"));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

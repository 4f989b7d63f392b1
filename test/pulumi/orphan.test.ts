import { once } from "node:events";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { endIfOrphaned } from "../../src/engine/orphan";

let server: Server;
beforeEach(async () => {
  server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => server.close());

function watch(isConnected: () => boolean) {
  const { address: host, port } = server.address() as AddressInfo;
  const exit = jest.fn();
  return { exit, done: endIfOrphaned(isConnected, { engine: { host, port }, checkMs: 20, exit }) };
}

test("ends the process once the engine no longer listens", async () => {
  const { exit, done } = watch(() => false);
  await sleep(100);
  expect(exit).not.toHaveBeenCalled();
  server.close();
  await done;
  expect(exit).toHaveBeenCalledTimes(1);
});

test("stays when the engine has connected again", async () => {
  let isConnected = false;
  const { exit, done } = watch(() => isConnected);
  await sleep(50);
  isConnected = true;
  server.close();
  await done;
  expect(exit).not.toHaveBeenCalled();
});

test("does nothing in a process that no engine has started", async () => {
  const exit = jest.fn();
  await endIfOrphaned(() => false, { engine: undefined, checkMs: 1, exit });
  expect(exit).not.toHaveBeenCalled();
});

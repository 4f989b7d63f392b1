import { createServer } from "node:tls";
import type { AddressInfo, Socket } from "node:net";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createFetch, DcsClient, type TaskProgress } from "../../../src/client";
import { keys, task } from "../support/clients";
import { type MisbehavingProxy, startMisbehavingProxy } from "../support/misbehavingProxy";
import { privateAuthority } from "../support/privateAuthority";
import { runOneQuery } from "../support/runOneQuery";

let proxy: MisbehavingProxy | undefined;
afterEach(async () => {
  await proxy?.close();
});

const OPEN = "HTTP/1.1 200 Connection Established\r\n\r\n";
const PAGE = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 7\r\n\r\nwelcome";

/** Sends one text after the other, 50 ms apart, and leaves the connection open. */
const say =
  (...texts: readonly string[]) =>
  async (socket: Socket): Promise<void> => {
    for (const text of texts) {
      socket.write(text);
      await sleep(50);
    }
  };
const sayAndClose = (text: string) => (socket: Socket) => void socket.end(text);
const reset = (socket: Socket) => void socket.resetAndDestroy();

type Misbehaviour = (socket: Socket) => unknown;

async function ask(
  scheme: "http" | "https",
  misbehave: Misbehaviour,
  retries = 0,
): Promise<TaskProgress> {
  proxy = await startMisbehavingProxy((socket) => void misbehave(socket));
  const env = { [`${scheme.toUpperCase()}_PROXY`]: proxy.url };
  const client = new DcsClient({
    ...{ region: "cn-north-4", projectId: "p1", credentials: keys },
    endpoint: `${scheme}://dcs.private.example`,
    fetch: createFetch({ env, caFile: privateAuthority.authority }),
  });
  return client.showBackgroundTaskProgress(task, { retries });
}

describe("a request over TLS through a proxy that", () => {
  it.each<[what: string, misbehave: Misbehaviour, reason: RegExp]>([
    [
      "sends a byte too many",
      say(`${OPEN}X`),
      /it is not a proxy: it sent data before any request/,
    ],
    ["is a web server", say(PAGE), /it is not a proxy: it sent data before any request/],
    ["sends a page of its own later", say(OPEN, PAGE), /wrong version number|it is not a proxy/],
    ["closes the tunnel", sayAndClose(OPEN), /disconnected before secure TLS connection/],
    ["closes without an answer", sayAndClose(""), /socket hang up/],
    ["resets the connection", reset, /ECONNRESET/],
    ["speaks another protocol", say("SSH-2.0-OpenSSH_9.9\r\n"), /Parse Error/],
    ["wants a user", say("HTTP/1.1 407 No\r\n\r\n"), /it answered 407: its address needs a user/],
    ["forbids the host", say("HTTP/1.1 403 No\r\n\r\n"), /it answered CONNECT with 403/],
    ["cannot reach the host", say("HTTP/1.1 502 No\r\n\r\n"), /it answered CONNECT with 502/],
  ])("%s is one failed attempt with one connection", async (_, misbehave, reason) => {
    const failure = await ask("https", misbehave).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "NETWORK" });
    expect(String(failure)).toMatch(/failed: through the proxy in HTTPS_PROXY \(127[.\d]+:\d+\): /);
    expect(String(failure)).toMatch(reason);
    // A loop would go on after the request is over.
    await sleep(100);
    expect(proxy?.connections()).toBe(1);
  });

  it("ends every connection once TLS stands is one failed attempt", async () => {
    const server = createServer(privateAuthority, (socket) => void socket.destroy()).unref();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const tunnel = (socket: Socket): void => {
      socket.write(OPEN);
      const upstream = connect(port, "127.0.0.1");
      upstream.pipe(socket).pipe(upstream);
      socket.on("close", () => upstream.destroy());
      upstream.on("error", () => socket.destroy());
    };
    await expect(ask("https", tunnel)).rejects.toMatchObject({ code: "NETWORK" });
    await sleep(100);
    expect(proxy?.connections()).toBe(1);
    server.close();
  });

  it("resets the connection keeps the code of Node's error", async () => {
    await expect(ask("https", reset)).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
  });

  it("is tried again as often as asked, each time with one connection", async () => {
    await expect(ask("https", say(`${OPEN}X`), 2)).rejects.toMatchObject({ code: "NETWORK" });
    expect(proxy?.connections()).toBe(3);
  });
});

describe("a request without TLS through a proxy that", () => {
  it.each<[what: string, misbehave: Misbehaviour, reason: RegExp]>([
    ["closes without an answer", sayAndClose(""), /socket hang up/],
    ["resets the connection", reset, /ECONNRESET/],
    ["speaks another protocol", say("SSH-2.0-OpenSSH_9.9\r\n"), /Parse Error/],
    ["wants a user", say("HTTP/1.1 407 No\r\n\r\n"), /it answered 407: its address needs a user/],
  ])("%s is one failed attempt with one connection", async (_, misbehave, reason) => {
    const failure = await ask("http", misbehave).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "NETWORK" });
    expect(String(failure)).toMatch(/failed: through the proxy in HTTP_PROXY \(127[.\d]+:\d+\): /);
    expect(String(failure)).toMatch(reason);
    await sleep(100);
    expect(proxy?.connections()).toBe(1);
  });

  it.each([
    ["sends a byte too many", `${OPEN}X`],
    ["is a web server", PAGE],
  ])("%s is a malformed answer, with one connection", async (_, answer) => {
    await expect(ask("http", sayAndClose(answer))).rejects.toMatchObject({
      code: "MALFORMED_RESPONSE",
    });
    await sleep(100);
    expect(proxy?.connections()).toBe(1);
  });
});

describe("a program ends at once after its query through a proxy that", () => {
  it.each<[what: string, misbehave: Misbehaviour]>([
    ["sends a byte too many", say(`${OPEN}X`)],
    ["never answers", () => undefined],
    ["opens the tunnel and is silent", say(OPEN)],
  ])("%s", async (_, misbehave) => {
    const query = async (scheme: "http" | "https") => {
      const broken = await startMisbehavingProxy((socket) => void misbehave(socket));
      const run = await runOneQuery(
        { url: `${scheme}://dcs.private.example`, requestTimeoutMs: 1_000 },
        { HTTP_PROXY: broken.url, HTTPS_PROXY: broken.url, http_proxy: "", https_proxy: "" },
      );
      expect(run.outcome).toMatch(/^(NETWORK|MALFORMED_RESPONSE)$/);
      expect(run.exitCode).toBe(0);
      expect(run.lingeredMs).toBeLessThan(15_000);
      expect(broken.connections()).toBe(1);
      await broken.close();
    };
    await Promise.all([query("http"), query("https")]);
  });
});

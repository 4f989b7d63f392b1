import type { ServerResponse } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { createFetch, DcsClient, type Environment, type FetchOptions } from "../../../src/client";
import { closeServers, eventually, serve } from "../support/answerServer";
import { keys, task } from "../support/clients";
import { privateAuthority } from "../support/privateAuthority";
import { type Proxy, startProxy } from "../support/proxy";
import { selfSigned } from "../../../lab/shared/selfSigned";

const folder = mkdtempSync(path.join(tmpdir(), "dcs-ca-"));
const caFile = path.join(folder, "ca.pem");
writeFileSync(caFile, `# ours\n${privateAuthority.authority}\n`);

let proxy: Proxy;
let closeTls: () => void = () => undefined;

/** A TLS server with a certificate of the private authority, on 127.0.0.1; its port. */
async function serveTls(certificate: { cert: string; key: string } = privateAuthority) {
  const server = createServer(certificate, (_, response) => {
    response.setHeader("content-type", "application/json").end('{"progress":7}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closeTls = () => {
    server.close();
    server.closeAllConnections();
  };
  return (server.address() as AddressInfo).port;
}

beforeEach(async () => {
  proxy = await startProxy();
});
afterEach(async () => {
  closeTls();
  await proxy.close();
  await closeServers();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

/** One signed query. */
async function ask(endpoint: string, options: Partial<FetchOptions>): Promise<number | undefined> {
  const fetch = createFetch({ env: {}, ...options });
  const client = new DcsClient({
    ...{ region: "cn-north-4", endpoint, projectId: "p1", credentials: keys },
    fetch,
  });
  return (await client.showBackgroundTaskProgress(task, { retries: 0 })).progress;
}

describe("requests", () => {
  it.each(["HTTPS_PROXY", "https_proxy"])(
    "over TLS go through the proxy in %s, which cannot read them",
    async (name) => {
      const port = await serveTls();
      const endpoint = `https://dcs.private.example:${port}`;
      const env = { [name]: proxy.url };
      expect(await ask(endpoint, { env, caFile })).toBe(7);
      expect(proxy.asked).toEqual([`CONNECT dcs.private.example:${port}`]);
    },
  );

  it("without TLS are made by the proxy in HTTP_PROXY", async () => {
    const server = await serve({ body: { progress: 7 } });
    const endpoint = server.url.replace("127.0.0.1", "dcs.private.example");
    expect(await ask(endpoint, { env: { HTTP_PROXY: proxy.url } })).toBe(7);
    expect(proxy.asked).toEqual([expect.stringMatching(`^GET ${endpoint}/v2/p1/`)]);
    // What the service sees is signed for the name that was asked for.
    expect(server.requests[0]?.headers.host).toBe(new URL(endpoint).host);
  });

  it("take the upper-case name first, as Go does, and an address without a scheme", async () => {
    const port = await serveTls();
    const env = {
      HTTPS_PROXY: proxy.url.slice("http://".length),
      https_proxy: "http://127.0.0.1:1",
    };
    expect(await ask(`https://dcs.private.example:${port}`, { env, caFile })).toBe(7);
    expect(proxy.asked).toHaveLength(1);
  });

  it.each(["http", "https"])(
    "to %s go through a proxy that is itself asked over TLS",
    async (to) => {
      const port = await serveTls();
      const server = await serve({ body: { progress: 7 } });
      const secure = await startProxy(privateAuthority);
      const env = { HTTPS_PROXY: secure.url, HTTP_PROXY: secure.url };
      const host = "dcs.private.example";
      const endpoint =
        to === "https" ? `https://${host}:${port}` : server.url.replace("127.0.0.1", host);
      expect(await ask(endpoint, { env, caFile })).toBe(7);
      await expect(ask(endpoint, { env })).rejects.toThrow(/through the proxy .*: .*certificate/);
      expect(secure.asked).toHaveLength(1);
      await secure.close();
    },
  );

  it.each([
    ["user:secret", "user:secret"],
    ["user", "user:"],
    ["d%40main:s%3Ac", "d@main:s:c"],
  ])("show the proxy the user and password of its address: %s", async (given, shown) => {
    const port = await serveTls();
    const server = await serve({ body: { progress: 7 } });
    const address = proxy.url.replace("//", `//${given}@`);
    const env = { HTTPS_PROXY: address, HTTP_PROXY: address };
    await ask(`https://dcs.private.example:${port}`, { env, caFile });
    await ask(server.url.replace("127.0.0.1", "dcs.private.example"), { env });
    const authorization = `Basic ${Buffer.from(shown).toString("base64")}`;
    expect(proxy.authorizations).toEqual([authorization, authorization]);
  });

  it("over TLS do not go through a proxy that is only for those without", async () => {
    const env = { HTTP_PROXY: proxy.url };
    const port = await serveTls();
    expect(await ask(`https://127.0.0.1:${port}`, { env, caFile })).toBe(7);
    await expect(ask(`https://dcs.private.invalid:${port}`, { env, caFile })).rejects.toMatchObject(
      {
        code: "NETWORK",
      },
    );
    expect(proxy.asked).toEqual([]);
  });

  it.each(["localhost", "127.0.0.1"])("to %s go through no proxy", async (host) => {
    const server = await serve({ body: { progress: 7 } });
    const endpoint = server.url.replace("127.0.0.1", host);
    expect(await ask(endpoint, { env: { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url } })).toBe(7);
    expect(proxy.asked).toEqual([]);
  });

  it.each<[name: string, noProxy: string, goesThere: boolean]>([
    ["NO_PROXY", "dcs.private.invalid", false],
    ["no_proxy", "dcs.private.invalid", false],
    ["NO_PROXY", "*", false],
    ["NO_PROXY", "other.invalid", true],
  ])("with %s %s go through the proxy: %s", async (name, noProxy, goesThere) => {
    const host = "dcs.private.invalid";
    const env: Environment = { HTTPS_PROXY: proxy.url, [name]: noProxy };
    // Nothing listens there; only the address that was asked matters.
    await expect(ask(`https://${host}:10443`, { env })).rejects.toMatchObject({ code: "NETWORK" });
    expect(proxy.asked).toHaveLength(goesThere ? 1 : 0);
  });

  it("through a proxy that cuts the connection fail at once, and ask it once", async () => {
    const env = { HTTPS_PROXY: proxy.url };
    // No server listens on that port.
    await expect(ask("https://dcs.private.example:10443", { env })).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringMatching(
        /failed: through the proxy in HTTPS_PROXY \(127[.\d]+:\d+\): socket hang up; check/,
      ) as string,
    });
    expect(proxy.asked).toHaveLength(1);
  });

  it("through a proxy that does not answer are a network error without its password", async () => {
    const query = ask("https://dcs.private.example", {
      env: { HTTPS_PROXY: "http://user:secret@127.0.0.1:1" },
    });
    await expect(query).rejects.toMatchObject({ code: "NETWORK" });
    await expect(query).rejects.not.toThrow("secret");
  });

  it.each([
    ["its file", caFile],
    ["its text", privateAuthority.authority],
  ])("to a server of a private authority succeed with %s", async (_, given) => {
    const endpoint = `https://127.0.0.1:${await serveTls()}`;
    expect(await ask(endpoint, { caFile: given })).toBe(7);
  });

  it("to such a server fail without it, and say why", async () => {
    const endpoint = `https://127.0.0.1:${await serveTls()}`;
    await expect(ask(endpoint, {})).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringMatching(/certificate/) as string,
    });
  });

  it("to a server of another authority fail", async () => {
    const endpoint = `https://127.0.0.1:${await serveTls(selfSigned)}`;
    await expect(ask(endpoint, { caFile })).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringMatching(/self-signed certificate/) as string,
    });
  });

  it("to any server succeed when they are told to be insecure, with one warning", async () => {
    const warn = jest.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    const endpoint = `https://127.0.0.1:${await serveTls(selfSigned)}`;
    const names = { caFile: "--ca", insecure: "--insecure" };
    expect(await ask(endpoint, { insecure: true, names })).toBe(7);
    expect(await ask(endpoint, { insecure: true, names })).toBe(7);
    expect(warn.mock.calls.map(([text]) => String(text))).toEqual([
      expect.stringMatching(
        /^--insecure is set: certificates are not checked.* Trust a private authority with --ca /,
      ),
    ]);
    warn.mockRestore();
  });
});

describe("a fetch of its own", () => {
  it("is not made where Node's will do", () => {
    expect(createFetch({ env: { NO_PROXY: "*", HTTPS_PROXY: "" } })).toBeUndefined();
  });

  it("makes any request that fetch makes", async () => {
    const server = await serve({ status: 201, headers: { "x-answer": "yes" }, body: { is: "ok" } });
    const fetch = createFetch({ env: { HTTP_PROXY: proxy.url } });
    const response = await fetch?.(server.url, { method: "POST", body: "text" });
    expect(response?.status).toBe(201);
    expect(response?.headers.get("x-answer")).toBe("yes");
    expect(await response?.json()).toEqual({ is: "ok" });
    expect(server.requests[0]).toMatchObject({
      method: "POST",
      headers: { "content-length": "4" },
    });
  });

  it("gives a redirect as the answer, and does not follow it", async () => {
    const server = await serve({ status: 302, headers: { location: "/elsewhere" }, body: "" });
    const response = await createFetch({ env: { HTTP_PROXY: proxy.url } })?.(server.url);
    expect(response?.status).toBe(302);
    expect(server.requests).toHaveLength(1);
  });

  it("gives an answer without a body", async () => {
    const server = await serve((response) => void response.writeHead(204).end());
    const response = await createFetch({ env: { HTTP_PROXY: proxy.url } })?.(server.url);
    expect(response?.status).toBe(204);
    expect(response?.body).toBeNull();
  });

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("unpacks an answer that came as %s, and notices a broken one", async (encoding, pack) => {
    const headers = { "content-encoding": encoding };
    const server = await serve({ headers, body: pack("text") }, { headers, body: "text" });
    const fetch = createFetch({ env: { HTTP_PROXY: proxy.url } });
    expect(await (await fetch?.(server.url))?.text()).toBe("text");
    await expect((await fetch?.(server.url))?.text()).rejects.toThrow();
  });

  it.each([
    ["before it", () => undefined],
    ["in the middle of it", (response: ServerResponse) => void response.writeHead(200).write("t")],
  ])("ends with the signal's reason %s, and closes the connection", async (_, answer) => {
    const server = await serve(answer);
    const controller = new AbortController();
    const { signal } = controller;
    const fetch = createFetch({ env: { HTTP_PROXY: proxy.url } });
    const asked = fetch?.(server.url, { signal }).then((response) => response.text());
    await eventually(() => server.requests.length === 1);
    controller.abort(new Error("enough"));
    await expect(asked).rejects.toThrow();
    expect(await eventually(() => server.closed() === 1)).toBe(true);
    await expect(fetch?.(server.url, { signal })).rejects.toThrow("enough");
    expect(server.requests).toHaveLength(1);
  });

  it("ends with a signal of a request that nothing else refers to any more", async () => {
    const server = await serve((response) => void response.writeHead(200).write("t"));
    const controller = new AbortController();
    const fetch = createFetch({ env: { HTTP_PROXY: proxy.url } });
    const ask = () => fetch?.(new Request(server.url, { signal: controller.signal }));
    const text = (await ask())?.text();
    collectGarbage();
    controller.abort();
    await expect(text).rejects.toThrow();
    expect(await eventually(() => server.closed() === 1)).toBe(true);
  });

  it.each<[what: string, options: Partial<FetchOptions>, property: string, message: RegExp]>([
    [
      "a proxy of another kind",
      { env: { HTTPS_PROXY: "socks5://VALUE@localhost" } },
      "HTTPS_PROXY",
      /^"HTTPS_PROXY" must be the http or https URL of a proxy$/,
    ],
    ["a proxy that is none", { env: { http_proxy: "VAL UE" } }, "http_proxy", /must be the http/],
    [
      "a user that is not encoded",
      { env: { HTTP_PROXY: "http://VAL%UE@proxy" } },
      "HTTP_PROXY",
      /must be the http/,
    ],
    [
      "a file that is not there",
      { caFile: "/nowhere/ca.pem" },
      "caFile",
      /^the file \/nowhere\/ca\.pem, which "caFile" names, does not exist$/,
    ],
    [
      "a file without certificates",
      { caFile: __filename, names: { caFile: "HW_CACERT", insecure: "HW_INSECURE" } },
      "HW_CACERT",
      /createFetch\.test\.ts, which "HW_CACERT" names, holds no certificates in PEM$/,
    ],
    [
      "a folder in its place",
      { caFile: __dirname, names: { caFile: "HW_CACERT", insecure: "HW_INSECURE" } },
      "HW_CACERT",
      /transport, which "HW_CACERT" names, is not a file of at most 1 MB$/,
    ],
    [
      "a certificate that is none",
      { caFile: "-----BEGIN CERTIFICATE-----\nVALUE\n-----END CERTIFICATE-----" },
      "caFile",
      /^the text of "caFile" holds no certificates in PEM$/,
    ],
  ])("is refused with %s", (_, options, property, message) => {
    const make = () => createFetch({ env: {}, ...options });
    const failure = expect.objectContaining({
      code: "INVALID_INPUT",
      property,
      message: expect.stringMatching(message) as string,
    }) as Error;
    expect(make).toThrow(failure);
    expect(make).not.toThrow("VAL");
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createFetch, DcsClient, type Environment, type FetchOptions } from "../../../src/client";
import { closeServers, serve } from "../support/answerServer";
import { keys, task } from "../support/clients";
import { privateAuthority } from "../support/privateAuthority";
import { type Proxy, startProxy } from "../support/proxy";
import { selfSigned } from "../support/selfSigned";

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

  it("without TLS go through the proxy in HTTP_PROXY", async () => {
    const server = await serve({ body: { progress: 7 } });
    const endpoint = server.url.replace("127.0.0.1", "dcs.private.example");
    expect(await ask(endpoint, { env: { HTTP_PROXY: proxy.url } })).toBe(7);
    expect(proxy.asked).toHaveLength(1);
    expect(proxy.asked[0]).toContain(`dcs.private.example:${new URL(server.url).port}`);
    // What the service sees is signed for the name that was asked for.
    expect(server.requests[0]?.headers.host).toBe(new URL(endpoint).host);
  });

  it("take the lower-case name first, and an address without a scheme", async () => {
    const port = await serveTls();
    const env = {
      https_proxy: proxy.url.slice("http://".length),
      HTTPS_PROXY: "http://127.0.0.1:1",
    };
    expect(await ask(`https://dcs.private.example:${port}`, { env, caFile })).toBe(7);
    expect(proxy.asked).toHaveLength(1);
  });

  it("show the proxy the user and password of its address", async () => {
    const port = await serveTls();
    const env = { HTTPS_PROXY: proxy.url.replace("//", "//user:secret@") };
    await ask(`https://dcs.private.example:${port}`, { env, caFile });
    expect(proxy.authorizations).toEqual([
      `Basic ${Buffer.from("user:secret").toString("base64")}`,
    ]);
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
    ["NO_PROXY", ".private.invalid", false],
    ["NO_PROXY", "*.private.invalid", false],
    ["NO_PROXY", "private.invalid", false],
    ["NO_PROXY", "other.invalid, dcs.private.invalid", false],
    ["NO_PROXY", "*", false],
    ["NO_PROXY", "other.invalid", true],
    ["NO_PROXY", "ivate.invalid", true],
  ])("with %s %s go through the proxy: %s", async (name, noProxy, goesThere) => {
    const host = "dcs.private.invalid";
    const env: Environment = { HTTPS_PROXY: proxy.url, [name]: noProxy };
    // Nobody is there; it only matters who was asked.
    await expect(ask(`https://${host}:10443`, { env })).rejects.toMatchObject({ code: "NETWORK" });
    expect(proxy.asked).toHaveLength(goesThere ? 1 : 0);
  });

  it("through a proxy that cuts the connection fail at once, and ask it once", async () => {
    const env = { HTTPS_PROXY: proxy.url };
    // The proxy finds nobody at that port.
    await expect(ask("https://dcs.private.example:10443", { env })).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringMatching(
        /failed: other side closed; check the endpoint, the network and the proxy$/,
      ) as string,
    });
    expect(proxy.asked).toHaveLength(1);
  });

  it("through a proxy that does not answer are a network error without its address", async () => {
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
    expect(await ask(endpoint, { insecure: true })).toBe(7);
    expect(await ask(endpoint, { insecure: true })).toBe(7);
    expect(warn.mock.calls.map(([text]) => String(text))).toEqual([
      expect.stringMatching(/^insecure is set: certificates are not checked/),
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

  it.each<[what: string, options: Partial<FetchOptions>, property: string, message: RegExp]>([
    [
      "a proxy of another kind",
      { env: { HTTPS_PROXY: "socks5://VALUE@localhost" } },
      "HTTPS_PROXY",
      /^"HTTPS_PROXY" must be the http or https URL of a proxy$/,
    ],
    ["a proxy that is none", { env: { http_proxy: "VAL UE" } }, "HTTP_PROXY", /must be the http/],
    [
      "a file that is not there",
      { caFile: "/nowhere/ca.pem" },
      "caFile",
      /^the file \/nowhere\/ca\.pem does not exist/,
    ],
    [
      "a file without certificates",
      { caFile: __filename },
      "caFile",
      /holds no certificates in PEM$/,
    ],
    [
      "a certificate that is none",
      { caFile: "-----BEGIN CERTIFICATE-----\nVALUE\n-----END CERTIFICATE-----" },
      "caFile",
      /holds no certificates in PEM$/,
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

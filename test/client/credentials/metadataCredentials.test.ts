import { execFile } from "node:child_process";
import path from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { promisify } from "node:util";
import { metadataCredentials, type MetadataOptions } from "../../../src/client";
import { type Simulator, startSimulator } from "../../../src/simulator";
import { findPythonClient } from "../../simulator/support/pythonClient";
import { runPython } from "../../support/python";
import { type Answer, closeServers, serve } from "../support/answerServer";
import { ask } from "../support/clients";
import { startProxy } from "../support/proxy";

const run = promisify(execFile);

const TOKEN = "PUT /meta-data/latest/api/token";
const KEY = "GET /openstack/latest/securitykey";
const keyAnswer = {
  body: {
    credential: {
      access: "AK",
      secret: "SK",
      securitytoken: "T",
      expires_at: "2099-01-01T00:00:00.000000Z",
    },
  },
};
const token = { body: "a-token" };

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  await closeServers();
});

const calls = ({ requests }: { requests: readonly { method: string; url: string }[] }) =>
  requests.map(({ method, url }) => `${method} ${url}`);

describe("the metadata of an ECS", () => {
  it("is asked for a token, then for the keys with it", async () => {
    const server = await serve(token, keyAnswer);
    await expect(metadataCredentials({ endpoint: server.url })()).resolves.toEqual({
      accessKey: "AK",
      secretKey: "SK",
      securityToken: "T",
      source: "the metadata of this ECS",
    });
    expect(calls(server)).toEqual([TOKEN, KEY]);
    expect(server.requests[0]?.headers["x-metadata-token-ttl-seconds"]).toBe("21600");
    expect(server.requests[1]?.headers["x-metadata-token"]).toBe("a-token");
  });

  it.each([404, 405, 503])("that has no tokens (%d) is asked without one", async (status) => {
    const server = await serve({ status, body: "" }, keyAnswer);
    const found = await metadataCredentials({ endpoint: server.url })();
    expect(found).toMatchObject({ accessKey: "AK" });
    expect(server.requests[1]?.headers).not.toHaveProperty("x-metadata-token");
  });

  it("that refuses the token is asked for a new one", async () => {
    const server = await serve(token, { status: 401, body: "" }, { body: "another" }, keyAnswer);
    const found = await metadataCredentials({ endpoint: server.url })();
    expect(found).toMatchObject({ accessKey: "AK" });
    expect(calls(server)).toEqual([TOKEN, KEY, TOKEN, KEY]);
    expect(server.requests[3]?.headers["x-metadata-token"]).toBe("another");
  });

  it("is asked once for many queries", async () => {
    const server = await serve(token, keyAnswer);
    const provider = metadataCredentials({ endpoint: server.url });
    await Promise.all([provider(), provider()]);
    await provider();
    expect(server.requests).toHaveLength(2);
  });

  it("of an ECS without an agency says what to do", async () => {
    const body = "Please configure Cloud Service Agency first";
    const server = await serve(token, { status: 401, body });
    await expect(metadataCredentials({ endpoint: server.url })()).rejects.toMatchObject({
      code: "INVALID_INPUT",
      property: "accessKey",
      message: expect.stringMatching(/this ECS has no agency; assign an agency/) as string,
    });
    expect(server.requests).toHaveLength(2);
  });

  it.each<[what: string, answer: Answer]>([
    ["another cloud's machine", { status: 404, body: "not found" }],
    ["a machine that refuses", { status: 403, body: "" }],
    ["something that says yes to all", { body: "<html>welcome</html>" }],
    ["something that cuts the line", (response) => response.destroy()],
    ["something that answers with a redirect", { status: 302, headers: { location: "/" } }],
  ])("gives none on %s", async (_, answer) => {
    const server = await serve(answer);
    await expect(metadataCredentials({ endpoint: server.url })()).resolves.toBeUndefined();
  });

  it("that takes two seconds to answer is waited for", async () => {
    // A busy machine may be late by the second that is left; not each of three times.
    const tries = [0, 400, 800].map(async (pauseMs) => {
      await pass(pauseMs);
      const server = await serve(
        (response) => void setTimeout(() => response.end(token.body), 2_000),
        keyAnswer,
      );
      return metadataCredentials({ endpoint: server.url })();
    });
    expect(await Promise.all(tries)).toContainEqual(expect.objectContaining({ accessKey: "AK" }));
  });

  it("gives none where nothing answers, says so, and is not asked again for a minute", async () => {
    let now = 0;
    const server = await serve(() => undefined, token, keyAnswer);
    const provider = metadataCredentials({ endpoint: server.url, now: () => now });
    const onUnknown = jest.fn();
    await expect(provider({ onUnknown })).resolves.toBeUndefined();
    now = 59_000;
    await expect(provider({ onUnknown })).resolves.toBeUndefined();
    expect(server.requests).toHaveLength(1);
    const reason = `the metadata of an ECS (${server.url}) failed: no answer within 3 s`;
    expect(onUnknown.mock.calls).toEqual([[reason], [reason]]);
    now = 61_000;
    await expect(provider({ onUnknown })).resolves.toMatchObject({ accessKey: "AK" });
    expect(onUnknown).toHaveBeenCalledTimes(2);
  });

  it("that does not answer is named where there are no credentials at all", async () => {
    const server = await serve((response) => response.destroy());
    const credentials = metadataCredentials({ endpoint: server.url });
    await expect(ask(server, { credentials })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringMatching(
        /^no credentials: the client's credentials provider .*; the metadata of an ECS \(http:\S+\) failed: socket hang up$/,
      ) as string,
    });
  });

  it.each<[fetch: string, options: MetadataOptions]>([
    ["its own fetch", {}],
    ["Node's fetch", { fetch: globalThis.fetch }],
  ])("does not follow a redirect to keys with %s", async (_, options) => {
    const elsewhere = await serve(token, keyAnswer);
    const redirect = { status: 307, headers: { location: elsewhere.url }, body: "" };
    for (const answers of [[redirect], [token, redirect]]) {
      const server = await serve(...answers);
      const found = await metadataCredentials({ ...options, endpoint: server.url })();
      expect(found).toBeUndefined();
      expect(server.requests).toHaveLength(answers.length);
    }
    expect(elsewhere.requests).toEqual([]);
  });

  it("is never asked through a proxy, whatever the environment says", async () => {
    const server = await serve(token, keyAnswer);
    const proxy = await startProxy();
    const loader = path.join(__dirname, "../../cli/support/requireTs.js");
    const program = path.join(__dirname, "../support/askMetadata.ts");
    const { stdout } = await run(process.execPath, ["--require", loader, program, server.url], {
      env: {
        ...{ ...process.env, NO_PROXY: "", no_proxy: "" },
        ...{ NODE_USE_ENV_PROXY: "1", HTTP_PROXY: proxy.url, http_proxy: proxy.url },
      },
    });
    expect(JSON.parse(stdout)).toMatchObject({ accessKey: "AK" });
    expect(proxy.asked).toEqual([]);
    await proxy.close();
  });

  it("is read no further than keys could be long", async () => {
    const body = JSON.stringify({ padding: "x".repeat(64 * 1024), ...keyAnswer.body });
    const server = await serve(token, { body });
    const onUnknown = jest.fn();
    const found = await metadataCredentials({ endpoint: server.url })({ onUnknown });
    expect(found).toBeUndefined();
    expect(onUnknown).toHaveBeenCalledWith(
      expect.stringMatching(
        /^the metadata of an ECS \(http.*\) was answered with more than 65536 bytes/,
      ),
    );
  });

  it("that once gave keys and is silent later has trouble, and no other source is meant", async () => {
    let now = 0;
    const fetch = jest
      .fn<Promise<Response>, []>()
      .mockResolvedValueOnce(new Response("a-token"))
      .mockResolvedValueOnce(Response.json(keyAnswer.body))
      .mockRejectedValue(new TypeError("no route"));
    const provider = metadataCredentials({ fetch, now: () => now });
    await expect(provider()).resolves.toMatchObject({ accessKey: "AK" });
    expect(fetch.mock.calls.map(([url]: unknown[]) => url)).toEqual([
      "http://169.254.169.254/meta-data/latest/api/token",
      "http://169.254.169.254/openstack/latest/securitykey",
    ]);
    now = Date.UTC(2099, 1, 1);
    await expect(provider()).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringMatching(
        /^the metadata of an ECS \(http:\/\/169.254.169.254\) failed: no route$/,
      ) as string,
    });
  });

  it("in trouble is an error that may pass", async () => {
    const server = await serve({ status: 500, body: "" });
    await expect(metadataCredentials({ endpoint: server.url })()).rejects.toMatchObject({
      code: "SERVICE_ERROR",
      status: 500,
      message: expect.stringContaining(
        `the metadata of this ECS (${server.url}) was answered 500; `,
      ) as string,
    });
  });

  it("that answers without keys is a malformed answer, which is not shown", async () => {
    const server = await serve(token, { body: { credential: { access: "VALUE" } } });
    const provider = metadataCredentials({ endpoint: server.url });
    await expect(provider()).rejects.toMatchObject({ code: "MALFORMED_RESPONSE" });
    await expect(provider()).rejects.not.toThrow("VALUE");
  });

  const client = findPythonClient();
  const itWithClient = client.missing === undefined ? it : it.skip;
  itWithClient.each(["tokens", "plain"] as const)(
    "of kind %s gives what the vendor's SDK gets",
    async (metadata) => {
      simulator = await startSimulator({ scenarios: ["sample"], metadata });
      const script = path.join(__dirname, "sdkMetadata.py");
      const theirs = await runPython(client.python ?? "", script, simulator.url);
      const found = await metadataCredentials({ endpoint: simulator.url })();
      const { source, ...keys } = found ?? { source: "" };
      expect(source).toBe("the metadata of this ECS");
      expect(keys).toEqual(theirs);
    },
  );
});

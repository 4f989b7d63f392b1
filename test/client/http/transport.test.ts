import { once } from "node:events";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { type CredentialsProvider, DcsError } from "../../../src/client";
import { startSimulator, type Fault, type Simulator } from "../../../src/simulator";
import { type Answer, closeServers, eventually, serve } from "../support/answerServer";
import { ask, clientOf, keys, simulatorClient, task, taskOf } from "../support/clients";
import { selfSigned } from "../../../lab/shared/selfSigned";

const down: Answer = { status: 503, body: "" };
const fine: Answer = { body: { progress: 1 } };
const mebibyte = Buffer.alloc(1024 * 1024, " ");

afterEach(closeServers);

describe("a signed query", () => {
  it("has a new signature, with a new date, at every attempt", async () => {
    let minute = 0;
    const start = Date.now();
    await withSimulator([{ request: [1, 2], status: 503, body: "" }], async (simulator) => {
      const now = (): number => start + 60_000 * minute++;
      const query = simulatorClient(simulator, { now });
      await query.showBackgroundTaskProgress(taskOf(simulator, "scripted"), { retries: 2 });
      expect(simulator.requests.map(({ status }) => status)).toEqual([503, 503, 200]);
      const dates = simulator.requests.map(({ headers }) => headers["x-sdk-date"]);
      expect(new Set(dates).size).toBe(3);
    });
  });

  it("signs the host, the date and the project, and sends nothing about a body", async () => {
    await withSimulator([], async (simulator) => {
      await simulatorClient(simulator).showBackgroundTaskProgress(taskOf(simulator, "scripted"));
      const [request] = simulator.requests;
      expect(request?.signedHeaders).toEqual(["host", "x-project-id", "x-sdk-date"]);
      expect(request?.headers).toMatchObject({ accept: "application/json" });
      expect(request?.headers).not.toHaveProperty("content-type");
    });
  });

  it("signs the token of temporary credentials", async () => {
    const simulator = await startSimulator({ scenarios: ["sample"], securityToken: "token/+==" });
    const { progress } = await simulatorClient(simulator).showBackgroundTaskProgress(
      taskOf(simulator, "sample"),
    );
    expect(progress).toBe(30);
    expect(simulator.requests[0]?.signedHeaders).toContain("x-security-token");
    await simulator.close();
  });

  it.each([408, 429, 500, 502, 503, 504])("is sent again after the status %d", async (status) => {
    const server = await serve({ status, body: "" }, fine);
    await expect(ask(server, {}, { retries: 1 })).resolves.toMatchObject({ progress: 1 });
    expect(server.requests).toHaveLength(2);
  });

  it.each<[what: string, answer: Answer]>([
    ["a reset connection", (response) => response.socket?.resetAndDestroy()],
    ["a body that breaks off", cutOff],
    ["a time-out", () => undefined],
  ])("is sent again after %s", async (_, answer) => {
    const server = await serve(answer, fine);
    const query = ask(server, { requestTimeoutMs: 700 }, { retries: 1 });
    await expect(query).resolves.toMatchObject({ progress: 1 });
    expect(server.requests).toHaveLength(2);
  });

  it("is sent two times more by default", async () => {
    const server = await serve(down);
    await expect(clientOf(server).showBackgroundTaskProgress(task)).rejects.toMatchObject({
      code: "SERVICE_ERROR",
      status: 503,
    });
    expect(server.requests).toHaveLength(3);
  });

  it("is sent once when it may not be retried", async () => {
    const server = await serve(down);
    await expect(ask(server, {}, { retries: 0 })).rejects.toMatchObject({ status: 503 });
    expect(server.requests).toHaveLength(1);
  });

  it.each([302, 400, 404, 405, 413])("is not sent again after the status %d", async (status) => {
    const server = await serve({ status, body: "" });
    await expect(ask(server, {}, { retries: 2 })).rejects.toMatchObject({ status });
    expect(server.requests).toHaveLength(1);
  });

  it("is not sent again after an answer that cannot be read", async () => {
    const server = await serve({ body: "<html>" });
    await expect(ask(server, {}, { retries: 2 })).rejects.toMatchObject({
      status: 200,
      message: expect.stringContaining("a body that is not JSON") as string,
    });
    expect(server.requests).toHaveLength(1);
  });

  it("is not sent at all when it was aborted before", async () => {
    const server = await serve(fine);
    await expect(ask(server, {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "ABORTED",
      message: expect.stringMatching(
        /^ShowBackgroundTaskProgress \(GET .*\) was aborted$/,
      ) as string,
    });
    expect(server.requests).toHaveLength(0);
  });

  it("is over as soon as it is aborted", async () => {
    const server = await serve(() => undefined);
    const controller = new AbortController();
    const query = ask(server, {}, { signal: controller.signal });
    const refused = expect(query).rejects.toMatchObject({ code: "ABORTED" });
    await eventually(() => server.requests.length === 1);
    controller.abort();
    await refused;
    expect(await eventually(() => server.closed() === 1)).toBe(true);
  });

  it("is over when it is aborted while credentials are looked for", async () => {
    const server = await serve(fine);
    const controller = new AbortController();
    const credentials: CredentialsProvider = () => {
      controller.abort();
      return new Promise(() => undefined);
    };
    await expect(ask(server, { credentials }, { signal: controller.signal })).rejects.toMatchObject(
      {
        code: "ABORTED",
      },
    );
    expect(server.requests).toHaveLength(0);
  });

  it("waits at least as long as the server asks for", async () => {
    const server = await serve({ status: 429, headers: { "retry-after": "1" }, body: "" }, fine);
    const startedAt = performance.now();
    await ask(server, {}, { retries: 1 });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(995);
  });

  it.each(["11", "999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])(
    "leaves a pause of %s to its caller",
    async (retryAfter) => {
      const server = await serve({ status: 503, headers: { "retry-after": retryAfter }, body: "" });
      await expect(ask(server, {}, { retries: 2 })).rejects.toMatchObject({ status: 503 });
      expect(server.requests).toHaveLength(1);
    },
  );

  it("asks once more with refreshed credentials after a rejected signature", async () => {
    await withSimulator([], async (simulator) => {
      const asked: unknown[] = [];
      const credentials: CredentialsProvider = ({ refresh, refused } = {}) => {
        asked.push({ refresh, refused: refused && "secretKey" in refused && refused.secretKey });
        const { accessKey, secretKey } = simulator;
        const used = refresh ? secretKey : "outdated";
        return Promise.resolve({ accessKey, secretKey: used, source: "a test" });
      };
      const query = simulatorClient(simulator, { credentials });
      await query.showBackgroundTaskProgress(taskOf(simulator, "scripted"));
      expect(simulator.requests.map(({ status }) => status)).toEqual([401, 200]);
      expect(asked).toEqual([
        { refresh: false, refused: undefined },
        { refresh: true, refused: "outdated" },
      ]);
    });
  });

  it.each<[status: number, given: string | undefined, hint: boolean]>([
    [401, undefined, false],
    [401, "TOKEN", true],
    [403, "TOKEN", false],
  ])(
    "with the status %d and the security token %j says that it may have expired: %j",
    async (...row) => {
      const [status, securityToken, hint] = row;
      const server = await serve({ status, body: "" });
      const refused: unknown = await ask(server, {
        credentials: { ...keys, securityToken },
      }).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(DcsError);
      const { message } = refused as DcsError;
      expect(message.endsWith(", are temporary and may have expired")).toBe(hint);
    },
  );

  it.each([401, 403])("never asks a third time after the status %d", async (status) => {
    const server = await serve({ status, body: "" });
    await expect(ask(server, {}, { retries: 5 })).rejects.toMatchObject({
      status,
      message: expect.stringContaining("the credentials are from the client's options") as string,
    });
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    [-16, "this machine's clock is 16 min behind the service's"],
    [20, "this machine's clock is 20 min ahead of the service's"],
  ])("names a clock that is %d minutes off when it is rejected", async (minutes, note) => {
    const now = (): number => Date.now() + minutes * 60_000;
    const server = await serve({ status: 401, body: "" });
    await expect(ask(server, { now })).rejects.toThrow(note);
  });

  it("says nothing of the clock when it is right", async () => {
    const server = await serve({ status: 401, body: "" });
    await expect(ask(server)).rejects.not.toThrow("clock");
  });

  it("uses credentials that were renewed between two attempts", async () => {
    let count = 0;
    const credentials: CredentialsProvider = () =>
      Promise.resolve({ accessKey: `AK${++count}`, secretKey: "SK", source: "a test" });
    const server = await serve(down, fine);
    await ask(server, { credentials }, { retries: 1 });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      expect.stringContaining("Access=AK1,"),
      expect.stringContaining("Access=AK2,"),
    ]);
  });

  it.each<[what: string, answer: Answer]>([
    ["before the answer", () => undefined],
    [
      "between the headers and the body",
      (response) => {
        response.flushHeaders();
      },
    ],
    ["in the middle of the body", (response) => void response.write('{"progress":')],
  ])("gives up after its time-out %s, and closes the connection", async (_, answer) => {
    const server = await serve(answer);
    await expect(ask(server, { requestTimeoutMs: 150 })).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringMatching(
        /\/progress\) was not answered within 0\.15 s; check the endpoint, the network and the proxy$/,
      ) as string,
    });
    expect(await eventually(() => server.closed() === 1)).toBe(true);
  });

  it.each<[what: string, answer: Answer, reason: RegExp]>([
    [
      "is reset before the answer",
      (response) => response.socket?.resetAndDestroy(),
      /ECONNRESET|other side closed/,
    ],
    ["is closed before the answer", (response) => response.socket?.end(), /other side closed/],
    [
      "is reset after the headers",
      (response) => {
        response.writeHead(200, { "content-length": 50 });
        response.write('{"progress"', () => response.socket?.resetAndDestroy());
      },
      /ECONNRESET|other side closed/,
    ],
    ["is closed in the middle of the body", cutOff, /other side closed/],
    [
      "does not speak HTTP",
      (response) => response.socket?.end("SSH-2.0-OpenSSH_9.6\r\n"),
      /Response does not match the HTTP\/1\.1 protocol|Expected HTTP/,
    ],
    [
      "carries what is not gzip",
      { headers: { "content-encoding": "gzip" }, body: "plain" },
      /incorrect header check/,
    ],
  ])("tells why when the connection %s", async (_, answer, reason) => {
    const server = await serve(answer);
    await expect(ask(server)).rejects.toMatchObject({
      code: "NETWORK",
      status: undefined,
      message: expect.stringMatching(
        new RegExp(`^ShowBackgroundTaskProgress \\(GET \\S+\\) failed: .*(${reason.source})`),
      ) as string,
    });
  });

  it("says so when nothing listens there", async () => {
    const { url } = await serve();
    await closeServers();
    await expect(ask({ url })).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringMatching(
        /failed: connect ECONNREFUSED 127\.0\.0\.1:\d+; check the endpoint, the network and the proxy$/,
      ) as string,
    });
  });

  it("tells when the certificate is not trusted", async () => {
    const server = createHttpsServer(selfSigned).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    await expect(ask({ url: `https://127.0.0.1:${port}` })).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringMatching(
        /failed: self-signed certificate; check the endpoint, the network and the proxy$/,
      ) as string,
    });
    server.close();
  });

  it("reads no more than 2 MiB of an endless answer", async () => {
    let written = 0;
    const server = await serve((response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(mebibyte)) written += 1;
      };
      response.on("drain", more);
      more();
    });
    await expect(ask(server)).rejects.toMatchObject({
      code: "MALFORMED_RESPONSE",
      status: 200,
      message: expect.stringContaining("answered with more than 2097152 bytes") as string,
    });
    expect(await eventually(() => server.closed() === 1)).toBe(true);
    expect(written).toBeLessThan(32);
  });

  it("counts the 2 MiB after decompression", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * mebibyte.length));
    const server = await serve({ headers: { "content-encoding": "gzip" }, body: bomb });
    await expect(ask(server)).rejects.toMatchObject({ code: "MALFORMED_RESPONSE" });
  });

  it("reads an answer of just 2 MiB", async () => {
    const json = '{"progress": 5}';
    const padding = " ".repeat(2 * mebibyte.length - json.length);
    const server = await serve({ body: json + padding });
    await expect(ask(server)).resolves.toMatchObject({ progress: 5 });
  });

  it.each<[what: string, answer: Answer, message: string]>([
    ["an empty body", { body: "" }, "was answered with an empty body"],
    ["no content", { status: 204, body: "" }, "was answered with an empty body"],
    ["HTML", { body: "<html></html>" }, "was answered with a body that is not JSON"],
    ["half of a JSON text", { body: '{"progress": 5' }, "with a body that is not JSON"],
    ["JSON null", { body: "null" }, "is not as documented: it is not a JSON object; check that"],
    ["a JSON list", { body: "[]" }, "is not as documented: it is not a JSON object; check that"],
    [
      "a bad field",
      { body: { progress: "5" } },
      'is not as documented: "progress" cannot be read; ',
    ],
    ["an error", { body: { error_code: "DCS.1" } }, "; the service says DCS.1; check that"],
    ["3 MiB", { body: " ".repeat(3 << 20) }, "was answered with more than 2097152 bytes, and the"],
  ])("refuses %s with a good status", async (_, answer, message) => {
    const server = await serve(answer);
    const request = `ShowBackgroundTaskProgress (GET ${server.url}/v2/`;
    const advice =
      "; check that this is the address of the service, and that no proxy or sign-in page answers instead";
    await expect(ask(server)).rejects.toMatchObject({
      code: "MALFORMED_RESPONSE",
      message: expect.stringContaining(message) as string,
    });
    await expect(ask(server)).rejects.toThrow(request);
    await expect(ask(server)).rejects.toThrow(advice);
  });

  it("uses one connection for queries one after the other", async () => {
    const server = await serve({ status: 400, body: { error_msg: "no" } }, fine);
    const client = clientOf(server);
    await expect(client.showBackgroundTaskProgress(task)).rejects.toThrow("no");
    for (let n = 0; n < 3; n += 1) {
      // Node's fetch takes a connection back only a moment after the body's end.
      await setImmediate();
      await client.showBackgroundTaskProgress(task);
    }
    expect(server.requests).toHaveLength(4);
    expect(server.connections()).toBe(1);
  });

  it("goes through the fetch that is given", async () => {
    const server = await serve(fine);
    const asked: Request[] = [];
    const viaProxy: typeof fetch = (input, init) => {
      asked.push(input as Request);
      return fetch(input, init);
    };
    await ask(server, { fetch: viaProxy });
    expect(asked.map(({ method, redirect }) => [method, redirect])).toEqual([["GET", "manual"]]);
    expect(asked[0]?.headers.get("authorization")).toBe(server.requests[0]?.headers.authorization);
  });

  it.each<[what: string, thrown: Error, reason: string]>([
    ["an error without a cause", new Error("no proxy"), "no proxy"],
    ["a chain of causes", new Error("a", { cause: new Error("b", { cause: { code: "E" } }) }), "E"],
    ["a text", "no proxy" as unknown as Error, "no proxy"],
    ["nothing", undefined as unknown as Error, "undefined"],
    ["an error that is its own cause", ownCause(), "round and round"],
    ["an object without a text", Object.create(null) as Error, "no reason given"],
    [
      "an object whose texts are none",
      { message: {}, code: 5 } as unknown as Error,
      "no reason given",
    ],
  ])("tells the reason when the given fetch throws %s", async (_, thrown, reason) => {
    const failing = (): Promise<Response> => Promise.reject(thrown);
    await expect(ask({ url: "http://127.0.0.1:9" }, { fetch: failing })).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringMatching(
        new RegExp(`failed: ${reason}; check the endpoint, the network and the proxy$`),
      ) as string,
    });
  });

  it("keeps the path of an endpoint", async () => {
    const server = await serve(fine);
    await ask({ url: `${server.url}/proxy/dcs/` });
    const { instanceId, taskId } = task;
    expect(server.requests.map(({ method, url }) => [method, url])).toEqual([
      ["GET", `/proxy/dcs/v2/project1/instances/${instanceId}/tasks/${taskId}/progress`],
    ]);
  });

  it("sends no secret key", async () => {
    const server = await serve(fine);
    await ask(server);
    expect(JSON.stringify(server.requests)).not.toContain(keys.secretKey);
  });
});

function ownCause(): Error {
  const error = new Error("round and round");
  error.cause = error;
  return error;
}

/** A body that ends before its announced length. */
function cutOff(response: Parameters<Extract<Answer, (...given: never) => unknown>>[0]): void {
  response.writeHead(200, { "content-length": 50 });
  response.write('{"progress"', () => response.socket?.end());
}

/** Runs with a simulator that plays one task, "scripted", with these faults. */
async function withSimulator(
  faults: readonly Fault[],
  run: (simulator: Simulator) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({
    scenarios: [{ name: "scripted", answer: { progress: 1 }, faults }],
  });
  try {
    await run(simulator);
  } finally {
    await simulator.close();
  }
}

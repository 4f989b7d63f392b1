import { inspect } from "node:util";
import { type Answer, closeServers, serve } from "../support/answerServer";
import { ask, keys } from "../support/clients";

afterEach(closeServers);

const date = "Thu, 01 Jan 2026 00:00:00 GMT";
const what = /^ShowBackgroundTaskProgress \(GET http:\S+\/progress\) was answered /;

/** What to do stands behind what was said, whose full stop goes, and before the request's id. */
function withAdvice(message: string): string {
  const [said = "", id = ""] = message.split(/(?= \(request id)/);
  return `${said.replace(/\.$/, "")}; check the ids, the region and the project${id}`;
}

describe("an answer that is not 2xx", () => {
  it.each<[what: string, body: unknown, known: object, message: string]>([
    [
      "the service's",
      { error_code: "DCS.4063", error_msg: "Invalid parameter.", error_ext_msg: null },
      { serviceCode: "DCS.4063" },
      "400 DCS.4063: Invalid parameter.",
    ],
    [
      "that of API v1",
      { error: { code: "DCS.4063", message: "Invalid parameter." } },
      { serviceCode: "DCS.4063" },
      "400 DCS.4063: Invalid parameter.",
    ],
    [
      "IAM's",
      { error: { code: 400, message: "Bad region.", title: "Bad Request" } },
      { serviceCode: "400" },
      "400 400: Bad region.",
    ],
    [
      "IAM's with a title only",
      { error: { title: "Bad Request", message: null } },
      { serviceCode: undefined },
      "400: Bad Request",
    ],
    [
      "the gateway's",
      { error_msg: "Bad request", error_code: "APIGW.0104", request_id: "r-1" },
      { serviceCode: "APIGW.0104", requestId: "r-1" },
      "400 APIGW.0104: Bad request (request id r-1)",
    ],
    [
      "the camelCase form",
      { errorCode: "DCS.4063", errorMsg: "Invalid." },
      { serviceCode: "DCS.4063" },
      "400 DCS.4063: Invalid.",
    ],
    [
      "a code that is a number",
      { code: 111400063, message: "Invalid." },
      { serviceCode: "111400063" },
      "400 111400063: Invalid.",
    ],
    [
      "an HTML page",
      "<html><head><title>400 Bad\r\n Request</title></head><body><h1>no</h1></body></html>",
      { serviceCode: undefined },
      "400: 400 Bad Request",
    ],
    [
      "an HTML page whose title has attributes",
      '<title lang="en">Bad</title><p>no</p>',
      { serviceCode: undefined },
      "400: Bad",
    ],
    ["an HTML page of paragraphs", "<p>Bad</p><p>gate</p>", {}, "400: Bad gate"],
    ["a text with a full stop in it", "v1.2 is bad.", {}, "400: v1.2 is bad"],
    ["empty texts", { error_code: "", error_msg: "" }, { serviceCode: undefined }, "400"],
    ["an HTML page without a title", "<p>Bad <b>gate</b></p>", {}, "400: Bad gate"],
    ["plain text", "try\nagain", {}, "400: try again"],
    ["nothing", "", { serviceCode: undefined, requestId: undefined }, "400"],
    ["JSON null", "null", {}, "400: null"],
    ["a JSON list", "[1]", {}, "400: [1]"],
    ["a JSON text", '"oops"', {}, '400: "oops"'],
    ["a JSON number", "5", {}, "400: 5"],
    ["the word undefined in a", "undefined", {}, "400: undefined"],
    [
      "objects where texts are due",
      { error_code: {}, error_msg: [], request_id: 5.5 },
      {},
      "400 (request id 5.5)",
    ],
  ])("is told from %s body", async (_, body, known, message) => {
    await expect(ask(await serve({ status: 400, body }))).rejects.toMatchObject({
      code: "INVALID_INPUT",
      status: 400,
      ...known,
      message: expect.stringMatching(
        new RegExp(`${what.source}${escape(withAdvice(message))}$`),
      ) as string,
    });
  });

  it.each<[status: number, serviceCode: string, code: string, message: RegExp]>([
    [
      400,
      "DCS.4070",
      "INVALID_INPUT",
      /DCS\.4070: said; check the ids, the region and the project$/,
    ],
    [400, "DCS.4133", "NOT_FOUND", /: said; check the ids, the region and the project$/],
    [400, "111400133", "NOT_FOUND", /check the ids/],
    [400, "DCS.3022", "NOT_FOUND", /check the ids/],
    [400, "111404022", "NOT_FOUND", /check the ids/],
    [400, "DCS.111400133", "INVALID_INPUT", /400/],
    [
      401,
      "APIGW.0301",
      "UNAUTHORIZED",
      /: said; check the access key .*; the credentials are from the client's options$/,
    ],
    [403, "DCS.2003", "FORBIDDEN", /permission dcs:instance:getBackgroundTask/],
    [404, "DCS.3022", "NOT_FOUND", /check the ids/],
    [404, "APIGW.0101", "NOT_FOUND", /this region does not have the API/],
    [405, "APIGW.0501", "SERVICE_ERROR", /405 APIGW\.0501: said; check the endpoint$/],
    [404, "APIGW.0103", "NOT_FOUND", /this region does not have the API/],
    [408, "APIGW.9999", "SERVICE_ERROR", /: said; the service has a problem: try again/],
    [413, "APIGW.0201", "INVALID_INPUT", /413/],
    [414, "APIGW.0201", "INVALID_INPUT", /414/],
    [494, "APIGW.0201", "INVALID_INPUT", /494/],
    [429, "APIGW.0308", "THROTTLED", /too many requests/],
    [500, "DCS.5000", "SERVICE_ERROR", /500 DCS\.5000: said; the service has a problem: try again/],
    [502, "APIGW.0610", "SERVICE_ERROR", /502/],
    [503, "APIGW.0613", "SERVICE_ERROR", /503/],
    [504, "APIGW.0201", "SERVICE_ERROR", /504/],
  ])("with status %d and code %s is %s", async (status, serviceCode, code, message) => {
    const body = { error_code: serviceCode, error_msg: "said" };
    await expect(ask(await serve({ status, body }))).rejects.toMatchObject({
      name: "DcsError",
      code,
      status,
      serviceCode,
      message: expect.stringMatching(message) as string,
    });
  });

  it.each([
    ["This instance does not exist.", "NOT_FOUND"],
    ["Task not found", "NOT_FOUND"],
    ["TaskNotFound", "NOT_FOUND"],
    ["There is no such task.", "NOT_FOUND"],
    ["The instance is busy.", "INVALID_INPUT"],
  ])("with status 400 and the words %j is %s", async (error_msg, code) => {
    const answer = { status: 400, body: { error_code: "DCS.9999", error_msg } };
    await expect(ask(await serve(answer))).rejects.toMatchObject({ code });
  });

  it.each<[retryAfter: string | undefined, retryAfterMs: number | undefined]>([
    ["7", 7_000],
    [" 0 ", 0],
    ["1.5", 1_500],
    ["1.25", 1_250],
    ["Thu, 01 Jan 2026 00:01:30 GMT", 90_000],
    ["Wed, 31 Dec 2025 23:00:00 GMT", 0],
    ["Fri, 31 Dec 9999 23:59:59 GMT", Date.UTC(9999, 11, 31, 23, 59, 59) - Date.parse(date)],
    ["999999999999", 999_999_999_999_000],
    ["soon", undefined],
    ["10 seconds", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("tells a Retry-After of %j as %j ms", async (retryAfter, retryAfterMs) => {
    const headers = { date, ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }) };
    await expect(ask(await serve({ status: 429, headers, body: "" }))).rejects.toMatchObject({
      code: "THROTTLED",
      retryAfterMs,
    });
  });

  it.each([
    ["x-request-id", "r-header"],
    ["x-iam-trace-id", "r-header"],
  ])("has its request id from the header %s before the body", async (name, requestId) => {
    const body = { error_msg: "no", request_id: "r-body" };
    const server = await serve({ status: 500, headers: { [name]: requestId }, body });
    await expect(ask(server)).rejects.toMatchObject({
      requestId,
      message: expect.stringMatching(/\(request id r-header\)$/) as string,
    });
  });

  it("with the status 304 is no redirect, but the answer of a cache", async () => {
    await expect(ask(await serve({ status: 304, body: "" }))).rejects.toMatchObject({
      code: "SERVICE_ERROR",
      message: expect.stringMatching(/304; no request asks .*, so a cache answers: /) as string,
    });
  });

  it.each([300, 301, 302, 303, 307, 308])(
    "with the redirection %d is refused, and the other host is never asked",
    async (status) => {
      const other = await serve();
      const server = await serve({ status, headers: { location: `${other.url}/v2` }, body: "" });
      await expect(ask(server)).rejects.toMatchObject({
        code: "SERVICE_ERROR",
        status,
        message: expect.stringContaining("redirects are not followed") as string,
      });
      expect(other.connections()).toBe(0);
      expect(server.requests).toHaveLength(1);
    },
  );

  it("is told in one line, without control characters and escape sequences", async () => {
    const dirty =
      "a\u001b[31mred\u001b[0m\r\nb\u001b]0;title\u0007c\u0000d\u2028e\u202Ef\tg\u009b1mh";
    const body = { error_code: dirty, error_msg: dirty, request_id: dirty };
    const shown = expect.stringMatching(/^ared b ?c d e f g ?h$/) as string;
    await expect(ask(await serve({ status: 500, body }))).rejects.toMatchObject({
      serviceCode: shown,
      requestId: shown,
      message: expect.not.stringMatching(/[\p{Cc}\p{Cf}\u2028]/u) as string,
    });
  });

  it("shows no more than 500 characters of what the server says", async () => {
    const server = await serve({ status: 500, body: "x".repeat(100_000) });
    await expect(ask(server)).rejects.toMatchObject({
      message: expect.stringMatching(/: x{500}…; the service has a problem/) as string,
    });
  });

  it("does not cut a character in half", async () => {
    const server = await serve({ status: 500, body: `${"x".repeat(499)}😀${"y".repeat(99)}` });
    await expect(ask(server)).rejects.toMatchObject({
      message: expect.stringMatching(/: x{499}…; the service has a problem/) as string,
    });
  });

  it.each<[what: string, echo: (secrets: string) => Answer]>([
    ["JSON", (secrets) => ({ status: 500, body: { error_code: secrets, error_msg: secrets } })],
    ["the request id", (secrets) => ({ status: 500, body: { request_id: secrets } })],
    ["a header", (secrets) => ({ status: 500, headers: { "x-request-id": secrets }, body: "" })],
    ["text", (secrets) => ({ status: 401, body: `bad signature|x-security-token:${secrets}|` })],
    ["HTML", (secrets) => ({ status: 403, body: `<title>${secrets}</title>` })],
    [
      "text cut by escape sequences",
      (secrets) => ({ status: 500, body: secrets.replace("SECRET", "SEC\u001b[0mRET") }),
    ],
    ["an answer that is not JSON", (secrets) => ({ body: secrets })],
    ["an answer of another shape", (secrets) => ({ body: { progress: secrets } })],
  ])("never shows a secret that the server echoes in %s", async (_, echo) => {
    const securityToken = "TOKENEXAMPLE+/==";
    const server = await serve(echo(`${keys.secretKey} ${securityToken}`));
    const told = await ask(server, { credentials: { ...keys, securityToken } }).then(
      () => "nothing",
      allOf,
    );
    expect(told).toContain("DcsError");
    expect(told).not.toMatch(/SKEXAMPLE|TOKENEXAMPLE/);
  });

  it.each<[what: string, write: (secret: string) => string]>([
    ["percent-encoded", encodeURIComponent],
    ["escaped for HTML", (secret) => secret.replaceAll("+", "&#x2B;").replaceAll("/", "&#47;")],
    ["wrapped", (secret) => secret.replace(/.{9}/g, "$&\n  ")],
    ["in small letters", (secret) => secret.toLowerCase()],
  ])("never shows a token or a signature that comes back %s", async (_, write) => {
    const securityToken = "TOKEN/EXAMPLE+0123456789==";
    const server = await serve((response) => {
      const signature = response.req.headers.authorization?.split("Signature=")[1] ?? "";
      response.statusCode = 401;
      response.end(JSON.stringify({ error_msg: `${write(signature)} ${write(securityToken)}` }));
    });
    const told = await ask(server, { credentials: { ...keys, securityToken } }).then(
      () => "nothing",
      allOf,
    );
    const letters = told.toLowerCase().replace(/[^a-z0-9]/g, "");
    const signature = server.requests[1]?.headers.authorization?.split("Signature=")[1] ?? "";
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    expect(letters).not.toContain(signature.slice(0, 12));
    expect(letters).not.toContain("example0123");
  });

  it.each([
    ["of JSON", (text: string) => ({ error_code: text, error_msg: text, request_id: text })],
    ["of HTML", (text: string) => `<title>${text}</title>`],
    ["that is plain", (text: string) => text],
  ])("of 80 kB %s does not block the process, however it is made", async (_, bodyOf) => {
    for (const unit of [";#", "\u001B[;", "\u001B]", "<title ", "a<", "%&#"]) {
      const body = bodyOf(`\u001B[${unit.repeat(80_000 / unit.length)}`);
      const server = await serve({ status: 500, body });
      const takes: number[] = [];
      for (let turn = 0; turn < 3; turn += 1) {
        const startedAt = performance.now();
        await expect(ask(server)).rejects.toMatchObject({ status: 500 });
        takes.push(performance.now() - startedAt);
      }
      // The quickest of some: a busy machine has slow ones.
      expect(Math.min(...takes)).toBeLessThan(500);
    }
  });

  it("keeps nothing of an answer that is not HTTP", async () => {
    const server = await serve((response) => {
      response.socket?.end(`HTTP/1.1 200 OK\r\nBad ${keys.secretKey}\r\n\r\n`);
    });
    const told = await ask(server).catch(allOf);
    expect(told).toContain("failed: Response does not match the HTTP/1.1 protocol");
    expect(told).not.toContain(keys.secretKey);
  });

  it("never shows the signature, which gateways quote when they refuse it", async () => {
    const server = await serve((response) => {
      response.statusCode = 401;
      response.end(`signature fail, canonicalRequest:${response.req.headers.authorization ?? ""}|`);
    });
    const told = await ask(server).then(() => "nothing", allOf);
    const signatures = server.requests.map(
      ({ headers }) => headers.authorization?.split("Signature=")[1] ?? "",
    );
    expect(signatures[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(told).toContain("Signature=***");
    expect(signatures.filter((signature) => told.includes(signature))).toEqual([]);
  });
});

function escape(text: string): string {
  return text.replace(/[$()*+./?[\\\]^{|}]/g, "\\$&");
}

/** Everything an error tells, its causes included. */
function allOf(error: unknown): string {
  return inspect(error, { depth: 10, showHidden: true });
}

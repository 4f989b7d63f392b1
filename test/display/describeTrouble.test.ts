import { createServer as createTlsServer } from "node:https";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { describeTrouble } from "../../src/display/describeTrouble";
import { DcsError, isDcsError, withMessage } from "../../src/errors";
import { type Answer, closeServers, serve } from "../client/support/answerServer";
import { ask } from "../client/support/clients";
import { selfSigned } from "../../lab/shared/selfSigned";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await closeServers();
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

/** The error of a real query. */
async function failureOf(url: string): Promise<DcsError> {
  const error: unknown = await ask({ url }, { requestTimeoutMs: 1_000 }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isDcsError(error)) throw new Error(`no error of a query: ${String(error)}`);
  return error;
}

const answered = async (answer: Answer) => (await serve(answer)).url;
const body = (error_code: string, error_msg: string) => ({ error_code, error_msg });

test.each<[string, RegExp, () => Promise<string>]>([
  [
    "503",
    /^was answered 503 DCS\.5000: busy/,
    () => answered({ status: 503, body: body("DCS.5000", "busy") }),
  ],
  ["500", /^was answered 500/, () => answered({ status: 500, body: "" })],
  [
    "429",
    /^was answered 429 APIGW\.0308: slow/,
    () => answered({ status: 429, body: body("APIGW.0308", "slow") }),
  ],
  [
    "400 DCS.4070",
    /^was answered 400 DCS\.4070/,
    () => answered({ status: 400, body: body("DCS.4070", "odd") }),
  ],
  [
    "404 APIGW.0101",
    /^was answered 404 APIGW\.0101/,
    () => answered({ status: 404, body: body("APIGW.0101", "no api") }),
  ],
  ["302", /^was answered 302/, () => answered({ status: 302, headers: { location: "/" } })],
  [
    "not found yet",
    /^was answered 404 DCS\.4133/,
    () => answered({ status: 404, body: body("DCS.4133", "gone") }),
  ],
  ["bad answer", /^was answered with a body that is not JSON/, () => answered({ body: "<html>" })],
  ["timed out", /^was not answered within 1 s/, () => answered(() => undefined)],
  ["connection lost", /^failed: /, () => answered((response) => response.socket?.destroy())],
  ["DNS", /^failed: getaddrinfo/, () => Promise.resolve("http://dcs.invalid")],
  [
    "refused",
    /^failed: .*ECONNREFUSED/,
    async () => {
      const server = createServer();
      const port = await listen(server);
      server.close();
      return `http://127.0.0.1:${port}`;
    },
  ],
  [
    "TLS",
    /^failed: /,
    async () => `https://127.0.0.1:${await listen(createTlsServer(selfSigned))}`,
  ],
  ["TLS", /^failed: /, async () => (await answered({})).replace("http:", "https:")],
])("says %s of a real query, and its reason in a short sentence", async (word, reason, prepare) => {
  const trouble = describeTrouble(await failureOf(await prepare()), false);
  expect(trouble.word).toBe(word);
  expect(trouble.reason).toMatch(reason);
  expect(trouble.reason.length).toBeLessThanOrEqual(140);
});

test("says that the record is gone of a task that was seen, but not where the API is not known", () => {
  const gone = new DcsError("NOT_FOUND", "no", { status: 404, serviceCode: "DCS.4133" });
  expect(describeTrouble(gone, true).word).toBe("record gone");
  const unknown = new DcsError("NOT_FOUND", "no", { status: 404, serviceCode: "APIGW.0101" });
  expect(describeTrouble(unknown, true).word).toBe("404 APIGW.0101");
});

test("finds the code below an error with another message", () => {
  const cause = Object.assign(new Error("no"), { code: "UND_ERR_CONNECT_TIMEOUT" });
  const error = withMessage(new DcsError("NETWORK", "no", { cause }), "longer");
  expect(describeTrouble(error, false)).toEqual({ word: "timed out", reason: "longer" });
});

test("ends with circular causes", () => {
  const error = new DcsError("NETWORK", "no");
  Object.assign(error, { cause: error });
  expect(describeTrouble(error, false).word).toBe("no answer");
});

test("never shows control sequences, nor an endless text", () => {
  const nasty = `\u001b[2J${"x".repeat(10_000)}`;
  const error = new DcsError("SERVICE_ERROR", nasty, { status: 418, serviceCode: "a\nb" });
  const { word, reason } = describeTrouble(error, false);
  expect(word).toBe("418 a b");
  expect(reason).toMatch(/^x{139}…$/);
});

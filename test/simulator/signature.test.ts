import { startSimulator, type Simulator } from "../../src/simulator";
import { plainGet, progressPath, vendorGet, type GetOptions } from "./support/vendorGet";

const hour = 3600 * 1000;
let simulator: Simulator;
let path: string;

beforeEach(async () => {
  simulator = await startSimulator({ scenarios: ["sample"] });
  path = progressPath(simulator, "sample");
});
afterEach(() => simulator.close());

describe("the signature check", () => {
  it("accepts what the vendor's Node signer signs", async () => {
    const answer = await vendorGet(simulator, path, {
      headers: { "content-type": "application/json", "X-Project-Id": simulator.projectId },
    });
    expect(answer.status).toBe(200);
    expect(simulator.requests[0]?.signedHeaders).toEqual([
      "content-type",
      "host",
      "x-project-id",
      "x-sdk-date",
    ]);
  });

  it("accepts a query with any characters, in any order", async () => {
    const query = { z: "数 据", a: "1&2=3", "a b": "", "~": "(*)" };
    expect((await vendorGet(simulator, path, { query })).status).toBe(200);
  });

  it.each(["constructor", "__proto__", "tostring"])(
    "rejects the signed header %s, which was not sent, and continues",
    async (name) => {
      const { accessKey } = simulator;
      const signed = `SignedHeaders=${name};x-sdk-date, Signature=0`;
      const Authorization = `SDK-HMAC-SHA256 Access=${accessKey}, ${signed}`;
      const answer = await vendorGet(simulator, path, { sent: { headers: { Authorization } } });
      expect(answer.status).toBe(401);
      expect(answer.body["error_msg"]).toMatch(`the signed header ${name} was not sent`);
      expect((await vendorGet(simulator, path)).status).toBe(200);
    },
  );

  it.each<[what: string, options: GetOptions, message: RegExp]>([
    ["an unknown access key", { accessKey: "NOBODYSACCESSKEY0000" }, /ak:NOBODYSACCESSKEY0000,/],
    ["a wrong secret key", { secretKey: "wrong" }, /verify aksk signature fail,.*GET\|\/v2\//],
    ["a date an hour old", { date: Date.now() - hour }, /signature expired/],
    ["a date an hour ahead", { date: Date.now() + hour }, /signature expired/],
    ["no signature", { sent: { headers: { Authorization: undefined } } }, /not signed/],
    ["another scheme", { sent: { headers: { Authorization: "Bearer x" } } }, /not of the form/],
    [
      "another date than the signed one",
      { date: Date.now() - 60_000, sent: { headers: { "X-Sdk-Date": sdkDate(Date.now()) } } },
      /verify aksk signature fail/,
    ],
    [
      "a malformed date",
      { sent: { headers: { "X-Sdk-Date": "yesterday" } } },
      /not of the form YYYYMMDDTHHMMSSZ/,
    ],
    [
      "a signed header that was not sent",
      { headers: { "X-Project-Id": "p" }, sent: { headers: { "X-Project-Id": undefined } } },
      /x-project-id was not sent/,
    ],
    ["a token for a permanent key", { headers: { "X-Security-Token": "t" } }, /does not belong/],
  ])("rejects %s", async (_, options, message) => {
    const answer = await vendorGet(simulator, path, options);
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({
      error_msg: expect.stringMatching(message) as string,
      error_code: "APIGW.0301",
      request_id: answer.headers["x-request-id"],
    });
    expect(simulator.task("sample").asked).toBe(0);
  });

  it("rejects a path and a query other than the signed ones", async () => {
    const elsewhere = path.replace("/progress", "");
    const wrongPath = await vendorGet(simulator, elsewhere, { sent: { path } });
    const wrongQuery = await vendorGet(simulator, path, { sent: { path: `${path}?limit=1` } });
    expect([wrongPath.status, wrongQuery.status]).toEqual([401, 401]);
  });

  it("rejects a signature that does not cover the date", async () => {
    const Authorization = `SDK-HMAC-SHA256 Access=${simulator.accessKey}, SignedHeaders=host, Signature=0`;
    const answer = await plainGet(simulator.url + path, { Authorization });
    expect(answer.body["error_msg"]).toMatch(/X-Sdk-Date is not among the signed headers/);
  });

  it("accepts fifteen minutes of clock skew and not a second more", async () => {
    let nowMs = Date.parse("2026-01-01T00:00:00Z");
    const signedAt = nowMs;
    const still = await startSimulator({ scenarios: ["sample"], now: () => nowMs });
    nowMs += 15 * 60_000;
    expect((await vendorGet(still, path, { date: signedAt })).status).toBe(200);
    nowMs += 1000;
    expect((await vendorGet(still, path, { date: signedAt })).status).toBe(401);
    await still.close();
  });

  it("rejects a missing and a wrong security token, and accepts the right one", async () => {
    const temporary = await startSimulator({ scenarios: ["sample"], securityToken: "token-1" });
    const statuses = [
      await vendorGet({ ...temporary, securityToken: undefined }, path),
      await vendorGet({ ...temporary, securityToken: "token-2" }, path),
      await vendorGet(temporary, path),
    ].map(({ status }) => status);
    expect(statuses).toEqual([401, 401, 200]);
    expect(JSON.stringify(temporary.requests)).not.toMatch(/token-[12]|Signature=/);
    await temporary.close();
  });

  it("accepts a token that was added after signing", async () => {
    const temporary = await startSimulator({ scenarios: ["sample"], securityToken: "token-1" });
    const headers = { "X-Security-Token": "token-1" };
    const answer = await vendorGet({ ...temporary, securityToken: undefined }, path, {
      sent: { headers },
    });
    expect(answer.status).toBe(200);
    await temporary.close();
  });

  it("locks the key for five minutes after more than five failures in a row", async () => {
    let nowMs = Date.parse("2026-01-01T00:00:00Z");
    const strict = await startSimulator({ scenarios: ["sample"], now: () => nowMs });
    const get = (secretKey?: string) => vendorGet(strict, path, { date: nowMs, secretKey });
    const fail = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1) {
        expect((await get("wrong")).body["error_msg"]).toMatch(/verify aksk signature fail/);
      }
    };
    await fail(5);
    expect((await get()).status).toBe(200);
    await fail(6);
    const locked = await get();
    expect(locked.status).toBe(401);
    expect(locked.body["error_msg"]).toMatch(/AK access failed to reach the limit/);
    nowMs += 5 * 60_000;
    expect((await get()).status).toBe(200);
    await strict.close();
  });
});

function sdkDate(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, "");
}

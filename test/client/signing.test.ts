import * as fc from "fast-check";
import { canonicalHeaders } from "../../src/client/signing/canonicalHeaders";
import { canonicalQuery } from "../../src/client/signing/canonicalQuery";
import { canonicalRequest } from "../../src/client/signing/canonicalRequest";
import { canonicalUri } from "../../src/client/signing/canonicalUri";
import { EMPTY_PAYLOAD_HASH, payloadHash, sha256Hex } from "../../src/client/signing/payloadHash";
import { percentDecode, percentEncode } from "../../src/client/signing/percentEncode";
import { signature } from "../../src/client/signing/signature";
import { signRequest } from "../../src/client/signing/signRequest";
import { stringToSign, toSdkDate } from "../../src/client/signing/stringToSign";
import vectors from "./vectors/signing.json";

const keys = { accessKey: "AKEXAMPLE", secretKey: "SKEXAMPLE" };
const signingDate = new Date("2026-01-01T00:00:00Z");

describe("SDK-HMAC-SHA256", () => {
  it("signs host and date where no headers are given", () => {
    const url = "https://dcs.example.com/v2/p/instances";
    const signed = signRequest({ method: "GET", url }, keys, { signingDate });
    expect(Object.keys(signed).sort()).toEqual(["authorization", "host", "x-sdk-date"]);
    expect(signed["authorization"]).toContain("SignedHeaders=host;x-sdk-date,");
  });

  it.each(vectors)("puts $name into the known canonical request", (vector) => {
    const { method, date } = vector;
    const url = new URL(vector.url);
    const text = canonicalRequest({
      method,
      uri: canonicalUri(url.pathname),
      query: canonicalQuery(url.searchParams),
      headers: canonicalHeaders({
        ...Object.fromEntries(
          Object.entries(vector.headers).map(([name, value]) => [name.toLowerCase(), value]),
        ),
        host: url.host,
        "x-sdk-date": toSdkDate(new Date(date)),
        ...("securityToken" in vector && { "x-security-token": vector.securityToken }),
      }),
      payloadHash: payloadHash(),
    });
    expect(text.split("\n")).toEqual(vector.canonicalRequest);
  });

  it.each(vectors)("signs $name with the known signature", (vector) => {
    const { accessKey, secretKey, canonicalRequestHash } = vector;
    const text = vector.canonicalRequest.join("\n");
    expect(sha256Hex(text)).toBe(canonicalRequestHash);
    const sdkDate = toSdkDate(new Date(vector.date));
    const toSign = stringToSign(text, sdkDate);
    expect(toSign).toBe(`SDK-HMAC-SHA256\n${sdkDate}\n${canonicalRequestHash}`);
    expect(signature(toSign, secretKey)).toBe(vector.signature);
    expect(accessKey).not.toBe("");
  });

  it.each(vectors)("gives the headers to send for $name", (vector) => {
    const { method, url, accessKey, secretKey, date } = vector;
    const securityToken = "securityToken" in vector ? vector.securityToken : undefined;
    const headers = signRequest(
      { method, url, headers: vector.headers as Record<string, string> },
      { accessKey, secretKey, securityToken },
      { signingDate: new Date(date) },
    );
    const { authorization, ...signed } = headers;
    const names = Object.keys(signed).sort().join(";");
    expect(authorization).toBe(
      `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${names}, Signature=${vector.signature}`,
    );
    expect(vector.canonicalRequest.at(-2)).toBe(names);
  });

  it.each([
    ["", ""],
    ["AZaz09-_.~", "AZaz09-_.~"],
    ["!'()*", "%21%27%28%29%2A"],
    ["a b+c", "a%20b%2Bc"],
    ["/?#&=%", "%2F%3F%23%26%3D%25"],
    ["数据", "%E6%95%B0%E6%8D%AE"],
    ["é", "%C3%A9"],
    ["😀", "%F0%9F%98%80"],
    ["\u0000\n", "%00%0A"],
  ])("percent-encodes %j as %s", (text, encoded) => {
    expect(percentEncode(text)).toBe(encoded);
  });

  it.each([
    ["", "/"],
    ["/", "/"],
    ["/v2/p/tasks", "/v2/p/tasks/"],
    ["/v2/p/tasks/", "/v2/p/tasks/"],
    ["/a b", "/a%20b/"],
    ["/a%20b", "/a%20b/"],
    ["/%e6%95%b0", "/%E6%95%B0/"],
    ["/数", "/%E6%95%B0/"],
    ["/a%2Fb", "/a%2Fb/"],
    ["/a//b", "/a//b/"],
    ["/a:b@c", "/a%3Ab%40c/"],
    ["/100%", "/100%25/"],
  ])("makes the canonical path of %j: %s", (path, canonical) => {
    expect(canonicalUri(path)).toBe(canonical);
  });

  it.each([
    ["", ""],
    ["limit=10&offset=0", "limit=10&offset=0"],
    ["b=2&a=1", "a=1&b=2"],
    ["a b=c d", "a%20b=c%20d"],
    ["a+b=c+d", "a%20b=c%20d"],
    ["a=1%2B1", "a=1%2B1"],
    ["empty=&none", "empty=&none="],
    ["a=2&a=10&a=1", "a=1&a=10&a=2"],
    ["a=1&a=1", "a=1&a=1"],
    ["a-b=1&a=2&A=3", "A=3&a=2&a-b=1"],
    ["x=a%3Db%26c", "x=a%3Db%26c"],
    ["名=值", "%E5%90%8D=%E5%80%BC"],
    // By bytes U+FF01 comes before U+1F600, by UTF-16 units behind it.
    ["😀=1&！=2", "%EF%BC%81=2&%F0%9F%98%80=1"],
  ])("makes the canonical query of %j: %s", (search, canonical) => {
    expect(canonicalQuery(new URLSearchParams(search))).toBe(canonical);
  });

  it.each<[headers: Record<string, string>, block: string, signedHeaders: string]>([
    [{}, "", ""],
    [{ host: "h" }, "host:h\n", "host"],
    [{ "x-b": " 2 ", "x-a": "\t1" }, "x-a:1\nx-b:2\n", "x-a;x-b"],
    [{ "x-a": "in  side" }, "x-a:in  side\n", "x-a"],
    [{ "x-sdk-date": "d", x: "1", host: "h:8080" }, "host:h:8080\nx:1\nx-sdk-date:d\n", "host;x;x-sdk-date"], // prettier-ignore
  ])("makes canonical headers of %j", (headers, block, signedHeaders) => {
    expect(canonicalHeaders(headers)).toEqual({ block, signedHeaders });
  });

  it.each([
    ["2026-01-01T00:00:00Z", "20260101T000000Z"],
    ["2026-12-31T23:59:59.999Z", "20261231T235959Z"],
    ["2026-06-01T08:00:00+08:00", "20260601T000000Z"],
  ])("writes the date %s as %s", (date, sdkDate) => {
    expect(toSdkDate(new Date(date))).toBe(sdkDate);
  });

  it("hashes the bytes of a body", () => {
    expect(payloadHash()).toBe(EMPTY_PAYLOAD_HASH);
    expect(sha256Hex("")).toBe(EMPTY_PAYLOAD_HASH);
    expect(payloadHash("数")).toBe(payloadHash(Buffer.from("数")));
  });

  it("takes the given X-Sdk-Content-Sha256 for the hash of the body", () => {
    const request = { method: "PUT", url: "https://h/", headers: { "X-Sdk-Content-Sha256": "U" } };
    const [one, other] = ["a", "b"].map((body) =>
      signRequest(request, keys, { signingDate, body }),
    );
    expect(one).toEqual(other);
  });

  it("signs the port where it is not the scheme's own", () => {
    const hosts = ["https://h:8443/", "https://h:443/"].map(
      (url) => signRequest({ method: "GET", url }, keys)["host"],
    );
    expect(hosts).toEqual(["h:8443", "h"]);
  });

  it("signs a WHATWG request as it is, and leaves its old authorization out", () => {
    const url = "https://h/path?b=2&a=1";
    const request = new Request(url, { headers: { "X-Project-Id": "p", Authorization: "old" } });
    expect(signRequest(request, keys, { signingDate })).toEqual(
      signRequest({ method: "get", url, headers: { "x-project-id": "p" } }, keys, { signingDate }),
    );
  });

  it("gives the same canonical query whatever the order of the pairs", () => {
    const pairs = fc.array(fc.tuple(anyText, anyText), { maxLength: 8 });
    const shuffled = pairs.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([given, moved]) => {
        expect(canonicalQuery(moved)).toBe(canonicalQuery(given));
      }),
      { seed: 20260101 },
    );
  });

  it("loses no character of any Unicode text in a canonical query", () => {
    fc.assert(
      fc.property(fc.tuple(anyText, anyText), ([name, value]) => {
        const canonical = canonicalQuery([[name, value]]);
        expect(canonical).toMatch(/^[\w.~%-]*=[\w.~%-]*$/);
        expect(canonical.split("=").map(percentDecode)).toEqual([name, value]);
      }),
      { seed: 20260101 },
    );
  });

  it("signs what a URL holds, not how it is written", () => {
    fc.assert(
      fc.property(anyText, anyText, (name, value) => {
        const url = new URL("https://h/p");
        url.searchParams.set(name, value);
        const [form, percent] = [url.href, `https://h/p?${canonicalQuery([[name, value]])}`].map(
          (href) => signRequest({ method: "GET", url: href }, keys, { signingDate }),
        );
        expect(form).toEqual(percent);
      }),
      { seed: 20260101 },
    );
  });
});

/** Any Unicode text; a lone surrogate is none and cannot be in a URL. */
const anyText = fc.string({ unit: "binary", maxLength: 12 });

import {
  canonicalPath,
  canonicalQuery,
  canonicalRequest,
  sha256Hex,
} from "../../src/simulator/signature/canonicalRequest";
import { signatureOf } from "../../src/simulator/signature/verifySignature";

const projectId = "a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71";
const tasksPath = `/v2/${projectId}/instances/5560df16-cebf-4473-95c4-d1b573c16e79/tasks`;
const progressPath = `${tasksPath}/8abf6e1e72c12e7c0172c15b508500aa/progress`;
const own = {
  host: "dcs.cn-north-4.myhuaweicloud.com",
  "x-sdk-date": "20260101T000000Z",
};

describe("the canonical request and its signature", () => {
  it.each([
    {
      name: "the example of the vendor's page",
      rawPath: "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs",
      rawQuery: "limit=2&marker=13551d6b-755d-4757-b956-536f674975c0",
      headers: {
        "content-type": "application/json",
        host: "service.region.example.com",
        "x-sdk-date": "20191115T033655Z",
      },
      secretKey: "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc",
      hash: "b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a",
      signature: "7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe",
    },
    {
      name: "the progress query",
      rawPath: progressPath,
      rawQuery: "",
      headers: own,
      secretKey: "SKEXAMPLE",
      hash: "9bf277ac451859e3bd28f42f8c3f8622f9606686b2a0634b58251f1d437ac066",
      signature: "b2129691ad620979be81191162cd8d7320cea37e27897a7c02b1577a8661b3b0",
    },
    {
      name: "the progress query with project and token",
      rawPath: progressPath,
      rawQuery: "",
      headers: { ...own, "x-project-id": projectId, "x-security-token": "TOKEN" },
      secretKey: "SKEXAMPLE",
      hash: "48807312920d435ae9ed8fdef56edb8495e7e0fd05fb03553326228b2339d717",
      signature: "fd716578dc5c04bb78c76568f23f0091baeb777efe89de3edec328efd4ac6a3f",
    },
    {
      name: "the list, its query in another order than the canonical one",
      rawPath: tasksPath,
      rawQuery: "start_time=20260101000000&offset=0&limit=10",
      headers: own,
      secretKey: "SKEXAMPLE",
      hash: "6ef26eb6d909eb44682a7b3a845651adb003cd886e23a866f9d40a6afd0292cb",
      signature: "4e8f9f96efb3ac1861ffc007ef3d8e75a041d3e77d1c87d37a16a0f648b47964",
    },
  ])("match $name", ({ rawPath, rawQuery, headers, secretKey, hash, signature }) => {
    const request = { method: "GET", rawPath, rawQuery, headers, body: Buffer.alloc(0) };
    const canonical = canonicalRequest(request, Object.keys(headers));
    expect(sha256Hex(canonical)).toBe(hash);
    expect(signatureOf(canonical, headers["x-sdk-date"], secretKey)).toBe(signature);
  });

  it.each([
    ["/v2/a", "/v2/a/"],
    ["/", "/"],
    ["/a%20b/%e6%95%b0", "/a%20b/%E6%95%B0/"],
    ["/a%2Fb/(x)*", "/a%2Fb/%28x%29%2A/"],
    ["/~-_.", "/~-_./"],
    ["/50%", "/50%25/"],
  ])("write the path %s as %s", (path, expected) => {
    expect(canonicalPath(path)).toBe(expected);
  });

  it.each([
    ["", ""],
    ["b=2&a=1", "a=1&b=2"],
    ["a=2&a=1", "a=1&a=2"],
    ["a", "a="],
    ["a=&a-b=&aB=", "a=&a-b=&aB="],
    ["q=a+b&r=a%20b", "q=a%20b&r=a%20b"],
    ["x=1=2", "x=1%3D2"],
    ["n=%E6%95%B0", "n=%E6%95%B0"],
  ])("write the query '%s' as '%s'", (query, expected) => {
    expect(canonicalQuery(query)).toBe(expected);
  });

  it("take the body's hash from X-Sdk-Content-Sha256 if it is sent", () => {
    const headers = { "x-sdk-content-sha256": "UNSIGNED-PAYLOAD" };
    const request = { method: "get", rawPath: "/", rawQuery: "", headers, body: Buffer.from("x") };
    expect(canonicalRequest(request, []).split("\n").at(-1)).toBe("UNSIGNED-PAYLOAD");
    expect(canonicalRequest({ ...request, headers: {} }, [])).toBe(
      `GET\n/\n\n\n\n${sha256Hex("x")}`,
    );
  });
});

import { DcsClient, type DcsClientOptions, passwordCredentials } from "../../../src/client";
import { task } from "../support/clients";

const user = { userName: "u", password: "VALUE", domainName: "d" };
const fetch = jest.fn<Promise<Response>, [Request]>();
beforeEach(() => {
  fetch.mockReset();
  fetch.mockImplementation(() =>
    Promise.resolve(Response.json({ progress: 1 }, { headers: { "x-subject-token": "T" } })),
  );
});

const passwordFor = (iamEndpoint: string, options = {}) =>
  passwordCredentials({
    ...{ iamEndpoint, projectName: "p", user: () => user, source: "a test" },
    ...{ fetch: (input) => fetch(input as Request), ...options },
  });

const askWithToken = (endpoint: string, options: Partial<DcsClientOptions> = {}) =>
  new DcsClient({
    ...{ region: "cn-north-4", projectId: "p1", endpoint, credentials: { authToken: "VALUE" } },
    ...{ fetch: (input) => fetch(input as Request), ...options },
  }).showBackgroundTaskProgress(task, { retries: 0 });

const plain = [
  "http://iam.example",
  "http://10.0.0.1:8080",
  "http://localhost.example",
  "http://127.0.0.1.example",
  "http://[fd00::1]",
];
const confidential = [
  "https://iam.example",
  "http://localhost:1",
  "http://127.0.0.1:1",
  "http://127.9.9.9",
  "http://[::1]:1",
  "http://169.254.169.254",
];

describe("a password", () => {
  it.each(plain)("is not sent to %s", async (iamEndpoint) => {
    const query = passwordFor(iamEndpoint)();
    await expect(query).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message:
        `the password of a test is not sent to ${iamEndpoint}: anyone on the network could read it; ` +
        'use an https address or, in a network that you trust, set "insecure"',
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each(confidential)("is sent to %s", async (iamEndpoint) => {
    await expect(passwordFor(iamEndpoint)()).resolves.toMatchObject({ authToken: "T" });
  });

  it("is sent over plain http where that was allowed", async () => {
    const query = passwordFor("http://iam.example", { insecure: true })();
    await expect(query).resolves.toMatchObject({ authToken: "T" });
  });

  it("is not sent to an address of IAM that is only derived, not even on this machine", async () => {
    for (const iamEndpoint of ["https://iam.example", "http://127.0.0.1:1"]) {
      const query = passwordFor(iamEndpoint, { iamIsDerived: true, insecure: true })();
      await expect(query).rejects.toMatchObject({
        code: "INVALID_INPUT",
        property: "iamEndpoint",
        message: expect.stringMatching(
          /^the password of a test is not sent to http.*set the address of IAM with .*iamEndpoint.*HW_AUTH_URL.*authUrl/,
        ) as string,
      });
    }
    expect(fetch).not.toHaveBeenCalled();
  });

  it("that is not there is no reason for a mistake in the address", async () => {
    const options = { iamIsDerived: true, user: () => undefined };
    await expect(passwordFor("http://iam.example", options)()).resolves.toBeUndefined();
  });
});

describe("a token", () => {
  it.each(plain)("is not sent to %s", async (endpoint) => {
    await expect(askWithToken(endpoint)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringMatching(/^a token of IAM is not sent to http:\/\//) as string,
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each(confidential)("is sent to %s", async (endpoint) => {
    await expect(askWithToken(endpoint)).resolves.toMatchObject({ progress: 1 });
    expect(fetch.mock.calls[0]?.[0].headers.get("x-auth-token")).toBe("VALUE");
  });

  it("is not sent to a plain IAM in search of the project", async () => {
    const options = { projectId: undefined, iamEndpoint: "http://iam.example" };
    await expect(askWithToken("https://dcs.example", options)).rejects.toThrow(/is not sent to/);
    expect(fetch).not.toHaveBeenCalled();
  });
});

test("a signature may go over plain http: it does not show the key", async () => {
  const credentials = { accessKey: "AK", secretKey: "SK", securityToken: "ST" };
  await expect(askWithToken("http://dcs.example", { credentials })).resolves.toBeDefined();
});

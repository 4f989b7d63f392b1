import { DcsClient, type DcsClientOptions, passwordCredentials } from "../../../src/client";
import { clientOptionsOf } from "../../../src/client/settingsClient";
import { resolveSettings, type SettingsSources } from "../../../src/settings/settings";
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
        'use an https address or, in a network that you trust, set the option "insecure" to true',
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

describe("the message names the address and the ways to allow it, as the user knows them", () => {
  const variables = { HW_USER_NAME: "u", HW_USER_PASSWORD: "VALUE", HW_DOMAIN_NAME: "d" };
  const inputs = { region: "cn-north-4", projectId: "p" };
  const plainDcs = { ...inputs, endpoint: "http://dcs.example" };
  const token = { HW_AUTH_TOKEN: "VALUE" };
  const configuration = () => undefined;

  it.each<[who: string, sources: SettingsSources, message: RegExp]>([
    [
      "the command line, with a token",
      { inputs: plainDcs, kind: "flag", env: token },
      /^a token of IAM is not sent to http:\/\/dcs\.example, which "--endpoint" names: .*, set HW_INSECURE to true$/,
    ],
    [
      "the command line, with a password",
      { inputs, kind: "flag", env: { ...variables, HW_AUTH_URL: "http://iam.example/v3" } },
      /^the password of .* is not sent to http:\/\/iam\.example, which "HW_AUTH_URL" names: .*, set HW_INSECURE to true$/,
    ],
    [
      "a resource",
      { inputs: plainDcs, configuration, env: token },
      /which "endpoint" names: .*, set huaweicloud:insecure or HW_INSECURE to true$/,
    ],
    [
      "a program of its own",
      { inputs: plainDcs, kind: "option", env: token },
      /which "endpoint" names: .*, set the option "insecure" or HW_INSECURE to true$/,
    ],
  ])("%s", async (_, sources, message) => {
    const client = new DcsClient({
      ...clientOptionsOf(resolveSettings(sources)),
      fetch: (input) => fetch(input as Request),
    });
    const query = client.showBackgroundTaskProgress(task, { retries: 0 });
    await expect(query).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringMatching(message) as string,
    });
    expect(fetch).not.toHaveBeenCalled();
  });
});

test("a signature may go over plain http: it does not show the key", async () => {
  const credentials = { accessKey: "AK", secretKey: "SK", securityToken: "ST" };
  await expect(askWithToken("http://dcs.example", { credentials })).resolves.toBeDefined();
});

import {
  agencyCredentials,
  DcsClient,
  passwordCredentials,
  staticCredentials,
} from "../../../src/client";
import type { CredentialsProvider, DcsClientOptions, IamUser } from "../../../src/client";
import { type Simulator, startSimulator } from "../../../src/simulator";
import { closeServers, serve } from "../support/answerServer";
import { keys, simulatorClient, taskOf } from "../support/clients";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ scenarios: ["sample"] });
});
afterEach(async () => {
  await simulator.close();
  await closeServers();
});

const asked = (): string[] =>
  simulator.requests.map(({ method, path, status }) => `${method} ${path} ${status}`);
const ask = (options: Partial<DcsClientOptions>): Promise<unknown> =>
  simulatorClient(simulator, options).showBackgroundTaskProgress(taskOf(simulator, "sample"));
const own = (): CredentialsProvider => staticCredentials(simulator, "a test");
const endpoints = () => ({ iamEndpoint: simulator.url, stsEndpoint: simulator.url });

describe("an agency", () => {
  it("of an account's name is assumed through IAM, and its keys are good", async () => {
    const { agencyName, domainName } = simulator.account;
    const credentials = agencyCredentials({ ...endpoints(), agencyName, domainName, base: own() });
    await ask({ credentials });
    await ask({ credentials });
    expect(asked().map((line) => line.split("/").at(-1))).toEqual([
      "securitytokens 201",
      "progress 200",
      "progress 200",
    ]);
    expect(await credentials()).toMatchObject({
      accessKey: expect.stringMatching(/^HST3/) as string,
      source: 'the agency "simulated-agency", by a test',
    });
  });

  it("of an account's id is assumed through STS", async () => {
    const { agencyName, domainId } = simulator.account;
    const credentials = agencyCredentials({ ...endpoints(), agencyName, domainId, base: own() });
    await ask({ credentials });
    expect(asked()[0]).toBe("POST /v5/agencies/assume 200");
    expect(asked()).toHaveLength(2);
  });

  it.each([
    ["IAM", { domainName: "another" }, 403],
    ["STS", { domainId: "another" }, 403],
  ])("that %s does not let one assume is FORBIDDEN, and named", async (_, domain, status) => {
    const { agencyName } = simulator.account;
    const credentials = agencyCredentials({ ...endpoints(), agencyName, ...domain, base: own() });
    await expect(ask({ credentials })).rejects.toMatchObject({
      code: "FORBIDDEN",
      status,
      message: expect.stringMatching(
        /^(AssumeAgency|CreateTemporaryAccessKeyByAgency) \(POST .*the user may not assume the agency "simulated-agency".*the credentials are from a test/,
      ) as string,
    });
    // Once, and once more with refreshed credentials.
    expect(asked()).toHaveLength(2);
  });

  it("is not assumed where there are no credentials to do it with", async () => {
    const base: CredentialsProvider = () => Promise.resolve(undefined);
    const options = { ...endpoints(), agencyName: "a", domainName: "d", base };
    await expect(agencyCredentials(options)()).resolves.toBeUndefined();
    expect(asked()).toEqual([]);
  });

  it("whose keys do not come is a malformed answer, which is not shown", async () => {
    const { url } = await serve({ body: { credential: { access: "VALUE", secret: "VALUE" } } });
    const options = { iamEndpoint: url, agencyName: "a", domainName: "d" };
    const provider = agencyCredentials({ ...options, base: staticCredentials(keys) });
    await expect(provider()).rejects.toMatchObject({
      code: "MALFORMED_RESPONSE",
      status: 200,
      message: expect.stringContaining(
        `the answer of CreateTemporaryAccessKeyByAgency (POST ${url}/v3.0/OS-CREDENTIAL/` +
          "securitytokens) is not as documented: it holds no temporary access key; check that",
      ) as string,
    });
    await expect(provider()).rejects.not.toThrow("VALUE");
  });
});

describe("a token of IAM", () => {
  const tokenOf = (user: Partial<IamUser> = {}) => {
    const { userName, password, domainName } = simulator.account;
    return passwordCredentials({
      ...endpoints(),
      projectName: simulator.region,
      user: () => ({ userName, password, domainName, ...user }),
      source: "a test",
    });
  };

  it("is got with user and password, and sent in place of a signature", async () => {
    const credentials = tokenOf();
    await ask({ credentials });
    await ask({ credentials });
    expect(asked()[0]).toBe("POST /v3/auth/tokens 201");
    expect(asked()).toHaveLength(3);
    expect(simulator.requests[1]).toMatchObject({ status: 200, signedHeaders: [] });
    expect(simulator.requests[1]?.headers).toHaveProperty("x-auth-token");
    expect(simulator.requests[1]?.headers).not.toHaveProperty("authorization");
  });

  it("also finds the project", async () => {
    const client = simulatorClient(simulator, { projectId: undefined, credentials: tokenOf() });
    await expect(client.projectId()).resolves.toBe(simulator.projectId);
  });

  it("that is given is sent as it is", async () => {
    const found = await tokenOf()();
    const authToken = found && "authToken" in found ? found.authToken : "";
    await ask({ credentials: { authToken } });
    expect(asked().at(-1)).toMatch(/progress 200$/);
  });

  it("that is given and not good is UNAUTHORIZED, names its source and is not shown", async () => {
    const query = ask({ credentials: staticCredentials({ authToken: "VALUE" }, "a test") });
    await expect(query).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      message: expect.stringMatching(
        /the credentials are from a test, are temporary and may have expired$/,
      ) as string,
    });
    await expect(query).rejects.not.toThrow("VALUE");
    expect(asked()).toHaveLength(2);
  });

  it("that a refusal echoes is not shown", async () => {
    const server = await serve((response) => {
      response.writeHead(401).end(`who is ${String(response.req.headers["x-auth-token"])}?`);
    });
    const client = simulatorClient(
      { ...simulator, url: server.url },
      { credentials: { authToken: "VALUE" } },
    );
    const query = client.showBackgroundTaskProgress(taskOf(simulator, "sample"));
    await expect(query).rejects.toThrow("who is ***?");
    await expect(query).rejects.not.toThrow("VALUE");
  });

  it("with a password that is wrong is asked for once, lest the user be locked", async () => {
    const credentials = tokenOf({ password: "VALUE" });
    const query = (): Promise<unknown> => ask({ credentials });
    await expect(query()).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      message: expect.stringMatching(
        /^KeystoneCreateUserTokenByPassword \(POST .*password is wrong; check user name, password and account of a test/,
      ) as string,
    });
    await expect(query()).rejects.not.toThrow("VALUE");
    expect(asked()).toEqual(["POST /v3/auth/tokens 401"]);
  });

  it("with a password that is wrong is asked for once by all clients of a process", async () => {
    const askAsNewClient = (): Promise<unknown> =>
      ask({ credentials: tokenOf({ password: "WRONG" }) });
    const first = await Promise.allSettled([askAsNewClient(), askAsNewClient(), askAsNewClient()]);
    expect(first.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    await expect(askAsNewClient()).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      message: expect.stringMatching(
        /was not sent: the service has rejected these credentials once, and further attempts would lock them; the last answer: KeystoneCreateUserTokenByPassword .*password is wrong/,
      ) as string,
    });
    expect(asked()).toEqual(["POST /v3/auth/tokens 401"]);
    await ask({ credentials: tokenOf({}) });
  });

  it("is asked for with the user, the account's name or id, and the project", async () => {
    const server = await serve({ status: 500, body: "" });
    const sent: unknown[] = [];
    const bodyOf = async (account: Partial<IamUser>): Promise<void> => {
      const provider = passwordCredentials({
        iamEndpoint: server.url,
        projectName: "cn-north-4",
        user: () => ({ userName: "u", password: "VALUE", ...account }),
        source: "a test",
        fetch: async (input) => {
          const request = input as Request;
          sent.push(request.headers.get("content-type"), JSON.parse(await request.clone().text()));
          return new Response('{"token": null}', { headers: { "x-subject-token": "T" } });
        },
      });
      await expect(provider()).resolves.toEqual({
        authToken: "T",
        source: "a test, through IAM",
      });
    };
    await bodyOf({ domainName: "d" });
    await bodyOf({ domainId: "i" });
    const auth = (domain: object) => ({
      auth: {
        identity: {
          methods: ["password"],
          password: { user: { name: "u", password: "VALUE", domain } },
        },
        scope: { project: { name: "cn-north-4" } },
      },
    });
    const type = "application/json;charset=utf8";
    expect(sent).toEqual([type, auth({ name: "d" }), type, auth({ id: "i" })]);
  });

  it("that the user may not have is FORBIDDEN, and the password is not shown", async () => {
    const { url } = await serve({ status: 403, body: "not VALUE" });
    const provider = passwordCredentials({
      iamEndpoint: url,
      projectName: "cn-north-4",
      user: () => ({ userName: "u", password: "VALUE", domainName: "d" }),
      source: "a test",
    });
    const query = provider();
    await expect(query).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: expect.stringMatching(
        /not \*\*\*; the user may not use the project "cn-north-4"$/,
      ) as string,
    });
  });

  it("that does not come is a malformed answer", async () => {
    const { url } = await serve({ status: 201, body: { token: {} } });
    const provider = passwordCredentials({
      iamEndpoint: url,
      projectName: "cn-north-4",
      user: () => ({ userName: "u", password: "p", domainName: "d" }),
      source: "a test",
    });
    await expect(provider()).rejects.toMatchObject({
      code: "MALFORMED_RESPONSE",
      message: expect.stringMatching(/\(POST http.*\) has no header X-Subject-Token; /) as string,
    });
  });

  it.each([
    ["an empty token", { authToken: "" }, /must hold/],
    ["a line end", { authToken: "VALUE\n" }, /^"authToken" .* must be text of/],
  ])("with %s is refused by the client's constructor", (_, credentials, message) => {
    expect(() => new DcsClient({ region: "cn-north-4", credentials })).toThrow(message);
  });
});

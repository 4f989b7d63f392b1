import { DcsClient, type DcsClientOptions, type Environment } from "../../src/client";
import { type Simulator, startSimulator } from "../../src/simulator";
import { homeWith, removeHomes, SHARED } from "./credentials/support/home";
import { closeServers, serve } from "./support/answerServer";
import { keys, task, taskOf } from "./support/clients";
import { startProxy } from "./support/proxy";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ scenarios: ["sample"] });
});
afterAll(async () => {
  await simulator.close();
  removeHomes();
});
afterEach(closeServers);

const clientIn = (env: Environment, options: DcsClientOptions = {}) =>
  new DcsClient({ ...options, env: { PULUMI_DCS_METADATA: "off", ...env } });
/** Variables that lead to the simulator. */
const variables = (): Record<string, string> => ({
  HW_REGION_NAME: simulator.region,
  HW_ACCESS_KEY: simulator.accessKey,
  HW_SECRET_KEY: simulator.secretKey,
  HW_AUTH_URL: `${simulator.url}/v3`,
  HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4: simulator.url,
});
const progressIn = (client: DcsClient) =>
  client.showBackgroundTaskProgress(taskOf(simulator, "sample"), { retries: 0 });

describe("a client takes from the environment what its options leave out", () => {
  it("all of it", async () => {
    const client = clientIn(variables());
    expect(client).toMatchObject({ region: simulator.region, endpoint: simulator.url });
    await expect(client.projectId()).resolves.toBe(simulator.projectId);
    await expect(progressIn(client)).resolves.toMatchObject({ progress: 30 });
  });

  it("that of the process, where none is given", () => {
    const before = process.env;
    process.env = { ...before, HW_REGION_NAME: "eu-de", HW_PROJECT_ID: "p", HW_CLOUD: "c.example" };
    try {
      for (const client of [new DcsClient(), new DcsClient({}), new DcsClient({ region: "eu-de" })])
        expect(client.endpoint).toBe("https://dcs.eu-de.c.example");
    } finally {
      process.env = before;
    }
  });

  it("the project's id, for its region alone", async () => {
    const env = { ...variables(), HW_PROJECT_ID: "project-of-north" };
    await expect(clientIn(env).projectId()).resolves.toBe("project-of-north");
    const elsewhere = clientIn(env, { region: "cn-south-1", endpoint: simulator.url });
    await expect(elsewhere.projectId({ retries: 0 })).rejects.toThrow(/project.* "cn-south-1"/);
    await expect(clientIn(env, { projectId: "given" }).projectId()).resolves.toBe("given");
  });

  it("a profile, and what it names", async () => {
    const profile = {
      ...{ name: "ops", region: simulator.region, projectId: simulator.projectId },
      ...{ accessKeyId: simulator.accessKey, secretAccessKey: simulator.secretKey },
    };
    const env = homeWith({ [SHARED]: JSON.stringify({ profiles: [profile] }) });
    const client = clientIn({ ...env, HW_PROFILE: "ops" }, { endpoint: simulator.url });
    await expect(progressIn(client)).resolves.toMatchObject({ progress: 30 });
  });

  it("the rate", () => {
    const env = { ...variables(), PULUMI_DCS_REQUESTS_PER_SECOND: "2.5" };
    expect(clientIn(env).requestsPerSecond).toBe(2.5);
    expect(clientIn(env, { requestsPerSecond: 3 }).requestsPerSecond).toBe(3);
    expect(clientIn(variables()).requestsPerSecond).toBe(5);
  });

  it("whether certificates are checked, with one warning that names what says so", () => {
    const warn = jest.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    clientIn({ ...variables(), HW_INSECURE: "true" }, { insecure: false });
    expect(warn).not.toHaveBeenCalled();
    clientIn(variables(), { insecure: true });
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      expect.stringMatching(/^insecure is set: .* authority with HW_CACERT instead\.$/),
    ]);
    warn.mockRestore();
  });

  it("a proxy", async () => {
    const proxy = await startProxy();
    const endpoint = simulator.url.replace("127.0.0.1", "dcs.example");
    const env = { ...variables(), HTTP_PROXY: proxy.url, NO_PROXY: "" };
    const options = { endpoint, projectId: simulator.projectId };
    await expect(progressIn(clientIn(env, options))).resolves.toMatchObject({ progress: 30 });
    expect(proxy.asked.join()).toContain("dcs.example");
    await proxy.close();
  });

  it("no profile and no file, where credentials are given", async () => {
    const env = { ...homeWith({ [SHARED]: "{" }), ...variables(), HW_PROJECT_ID: "p" };
    const server = await serve({ body: { progress: 1 } });
    const client = clientIn(env, { endpoint: server.url, credentials: keys });
    await client.showBackgroundTaskProgress(task);
    expect(server.requests[0]?.headers["authorization"]).toContain(`Access=${keys.accessKey}`);
  });
});

describe("a client names what is wrong in its user's words", () => {
  it.each<[what: string, env: Record<string, string>, property: string, message: RegExp]>([
    [
      "no region",
      { HW_REGION_NAME: "" },
      "region",
      /^"region" must be set: use the option "region" or HW_REGION_NAME$/,
    ],
    ["a region", { HW_REGION_NAME: "X" }, "HW_REGION_NAME", /^"HW_REGION_NAME" must be the id of/],
    [
      "IAM",
      { HW_AUTH_URL: "iam.example" },
      "HW_AUTH_URL",
      /^"HW_AUTH_URL" must be a URL such as https:\/\/iam\./,
    ],
    ["a project", { HW_PROJECT_ID: "a/b" }, "HW_PROJECT_ID", /^"HW_PROJECT_ID" must hold only/],
    ["a cloud", { HW_CLOUD: "https://c" }, "HW_CLOUD", /^"HW_CLOUD" must be the domain/],
    [
      "authorities",
      { HW_CACERT: "/nowhere/ca.pem" },
      "HW_CACERT",
      /, which "HW_CACERT" names, does not exist$/,
    ],
    ["a switch", { HW_INSECURE: "maybe" }, "HW_INSECURE", /^"HW_INSECURE" must be true or false$/],
    ["a proxy", { HTTPS_PROXY: "ftp://p" }, "HTTPS_PROXY", /^"HTTPS_PROXY" must be the http/],
    [
      "a rate",
      { PULUMI_DCS_REQUESTS_PER_SECOND: "many" },
      "PULUMI_DCS_REQUESTS_PER_SECOND",
      /must be a number/,
    ],
  ])("%s", (_, env, property, message) => {
    const make = () => clientIn({ ...variables(), ...env });
    const failure = { code: "INVALID_INPUT", property };
    expect(make).toThrow(expect.objectContaining(failure) as Error);
    expect(make).toThrow(message);
    expect(make).not.toThrow("huaweicloud:");
  });

  it("no credentials", async () => {
    const env = { ...variables(), HW_ACCESS_KEY: "", HW_SECRET_KEY: "", HW_PROJECT_ID: "p" };
    await expect(progressIn(clientIn(env))).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message:
        'no credentials: set the option "credentials", or HW_ACCESS_KEY and HW_SECRET_KEY, or ' +
        "name a profile with HW_PROFILE",
    });
  });
});

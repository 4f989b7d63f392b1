import {
  agencyCredentials,
  defaultCredentials,
  type Environment,
  staticCredentials,
} from "../../../src/client";
import { findAgencies } from "../../../src/settings/agencies";
import { findIdentity } from "../../../src/settings/identity";
import { createLayers } from "../../../src/settings/layers";
import { type Simulator, startSimulator } from "../../../src/simulator";
import { keys } from "../support/clients";
import { homeWith, removeHomes, SDK_FILE, SHARED } from "./support/home";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ scenarios: ["sample"] });
});
afterAll(async () => {
  await simulator.close();
  removeHomes();
});

const profiles = {
  current: "one",
  profiles: ["one", "two"].map((name) => ({
    name,
    accessKeyId: `AK-${name}`,
    secretAccessKey: "SK",
  })),
};
const sdkFile = { [SDK_FILE]: "[basic]\nak = AK-file\nsk = SK\n" };
const shared = { [SHARED]: JSON.stringify(profiles) };
const off = { PULUMI_DCS_METADATA: "off" };
const pair = { HW_ACCESS_KEY: "AK-env", HW_SECRET_KEY: "SK" };
const userOf = ({ account }: Simulator) => ({
  HW_USER_NAME: account.userName,
  HW_USER_PASSWORD: account.password,
  HW_DOMAIN_NAME: account.domainName,
});

const find = (env: Environment) => {
  const { url, region } = simulator;
  const iam = { iamEndpoint: url, stsEndpoint: url, projectName: region };
  return defaultCredentials({ ...iam, env })();
};
const foundIn = async (env: Environment) => (await find(env))?.source;

describe("where nothing else is said, credentials are found", () => {
  it("in the profile that is named, whatever else there is", async () => {
    const env = { ...homeWith({ ...shared, ...sdkFile }), ...pair, HW_PROFILE: "two" };
    await expect(find(env)).resolves.toMatchObject({ accessKey: "AK-two" });
  });
  it("in the environment before the password, the file and the metadata", async () => {
    const env = { ...homeWith(sdkFile), ...pair, ...userOf(simulator), ...off };
    await expect(find(env)).resolves.toMatchObject({ accessKey: "AK-env" });
  });
  it("with the password before the file", async () => {
    const env = { ...homeWith(sdkFile), ...userOf(simulator), ...off };
    await expect(foundIn(env)).resolves.toBe(
      "the environment (HW_USER_NAME, HW_USER_PASSWORD), through IAM",
    );
  });
  it("in the file before the metadata", async () => {
    const env = { ...homeWith(sdkFile), PULUMI_DCS_METADATA: simulator.url };
    await expect(find(env)).resolves.toMatchObject({ accessKey: "AK-file" });
  });
  it("in the metadata that is named, unless they are off", async () => {
    const env = { ...homeWith(), PULUMI_DCS_METADATA: simulator.url };
    await expect(foundIn(env)).resolves.toBe("the metadata of this ECS");
    await expect(foundIn({ ...homeWith(), ...off })).resolves.toBeUndefined();
  });
  it("and assume the agency that the environment names", async () => {
    const { accessKey, secretKey, securityToken, account } = simulator;
    const env = {
      ...homeWith(),
      ...off,
      HW_ACCESS_KEY: accessKey,
      HW_SECRET_KEY: secretKey,
      HW_SECURITY_TOKEN: securityToken,
      HW_ASSUME_ROLE_AGENCY_NAME: account.agencyName,
      HW_ASSUME_ROLE_DOMAIN_NAME: account.domainName,
    };
    await expect(foundIn(env)).resolves.toBe(
      `the agency "${account.agencyName}", by the environment (HW_ACCESS_KEY, HW_SECRET_KEY)`,
    );
  });
});

test.each([
  ["its name", { HW_PROFILE: "two" }, "AK-two"],
  ["its file", { HW_SHARED_CONFIG_FILE: `~/${SHARED}` }, "AK-one"],
  ["both", { HW_PROFILE: "two", HW_SHARED_CONFIG_FILE: `~/${SHARED}` }, "AK-two"],
  [
    "neither, where both are empty",
    { ...pair, HW_PROFILE: "", HW_SHARED_CONFIG_FILE: "" },
    "AK-env",
  ],
])("a profile is named by %s", async (_, variables, accessKey) => {
  const env = { ...homeWith(shared), ...variables };
  await expect(find(env)).resolves.toMatchObject({ accessKey });
});

describe("the user of the environment", () => {
  const all = { HW_USER_NAME: "u", HW_USER_PASSWORD: "VALUE", HW_DOMAIN_NAME: "d" };
  const identity = (env: Environment) => findIdentity(createLayers({ inputs: {}, env }));

  it("is one of an account's name, or of its id where there is one", () => {
    const user = { userName: "u", password: "VALUE" };
    expect(identity(all)).toMatchObject({ user: { ...user, domainName: "d" } });
    expect(identity({ ...all, HW_DOMAIN_ID: "i" })).toStrictEqual({
      kind: "user",
      user: { ...user, domainId: "i" },
      source: "the environment (HW_USER_NAME, HW_USER_PASSWORD)",
    });
  });
  it("is none without user name and password, whatever the account", () => {
    const env = { ...off, HW_DOMAIN_NAME: "d" };
    expect(identity(env)).toBeUndefined();
  });
  it("is refused without a password", () => {
    const env = { ...all, ...off, HW_USER_PASSWORD: "" };
    const message = '"HW_USER_PASSWORD" is missing while "HW_USER_NAME" is set';
    expect(() => identity(env)).toThrow(
      expect.objectContaining({ property: "HW_USER_PASSWORD", message }) as Error,
    );
  });
  it("is not looked at beside keys", () => {
    const found = identity({ ...pair, HW_USER_NAME: "u" });
    expect(found).toMatchObject({ credentials: { accessKey: "AK-env" } });
  });
  it.each([
    ["HW_USER_NAME", { ...all, HW_USER_NAME: "" }],
    ["HW_USER_NAME", { ...all, HW_USER_NAME: undefined, HW_DOMAIN_ID: "i" }],
    ["HW_DOMAIN_NAME", { ...all, HW_DOMAIN_NAME: "" }],
  ])("is refused without %s, and the password is not shown", (property, env) => {
    const message = `"${property}" is missing while "HW_USER_PASSWORD" is set`;
    expect(() => identity(env)).toThrow(
      expect.objectContaining({ code: "INVALID_INPUT", property, message }) as Error,
    );
  });
});

describe("an agency", () => {
  const names = { HW_ASSUME_ROLE_AGENCY_NAME: "a", HW_ASSUME_ROLE_DOMAIN_NAME: "d" };
  const agenciesOf = (env: Environment) => findAgencies(createLayers({ inputs: {}, env }));

  it("of the environment has a name, an account and a duration", () => {
    const agency = { agencyName: "a", domainName: "d" };
    expect(agenciesOf({})).toEqual([]);
    expect(agenciesOf({ ...names, HW_ASSUME_ROLE_DURATION: "" })).toEqual([agency]);
    expect(agenciesOf({ ...names, HW_ASSUME_ROLE_DOMAIN_ID: "i" })).toEqual([
      { agencyName: "a", domainId: "i" },
    ]);
  });
  it.each([900, 86_400, 3600])("may be assumed for %s seconds", (durationSeconds) => {
    const env = { ...names, HW_ASSUME_ROLE_DURATION: String(durationSeconds) };
    expect(agenciesOf(env)).toMatchObject([{ durationSeconds }]);
  });
  it.each(["899", "86401", "900.5", "soon", "NaN", " "])("may not for %j seconds", (duration) => {
    const env = { ...names, HW_ASSUME_ROLE_DURATION: duration };
    expect(() => agenciesOf(env)).toThrow(
      expect.objectContaining({
        code: "INVALID_INPUT",
        property: "HW_ASSUME_ROLE_DURATION",
        message:
          "the duration of the agency in the environment (HW_ASSUME_ROLE_DURATION) must be " +
          "900 to 86400 seconds",
      }) as Error,
    );
  });
  it.each(["HW_ASSUME_ROLE_DOMAIN_NAME", "HW_ASSUME_ROLE_DOMAIN_ID"])(
    "of which only %s is set is refused, and the plain key not used",
    (property) => {
      const message = `the agency in the environment (${property}) needs "HW_ASSUME_ROLE_AGENCY_NAME"`;
      expect(() => agenciesOf({ [property]: "d" })).toThrow(
        expect.objectContaining({ code: "INVALID_INPUT", property, message }) as Error,
      );
    },
  );
  it("without an account is refused", () => {
    expect(() => agenciesOf({ HW_ASSUME_ROLE_AGENCY_NAME: "a" })).toThrow(
      expect.objectContaining({
        code: "INVALID_INPUT",
        property: "HW_ASSUME_ROLE_AGENCY_NAME",
        message:
          "the agency in the environment (HW_ASSUME_ROLE_AGENCY_NAME) needs " +
          '"HW_ASSUME_ROLE_DOMAIN_NAME" or "HW_ASSUME_ROLE_DOMAIN_ID"',
      }) as Error,
    );
  });
  it("that is given takes the place of the one of the environment", async () => {
    const { url, region, accessKey, secretKey, account } = simulator;
    const { agencyName, domainName } = account;
    const env = { ...homeWith(), HW_ACCESS_KEY: accessKey, HW_SECRET_KEY: secretKey, ...names };
    const provider = defaultCredentials({
      ...{ iamEndpoint: url, projectName: region, env },
      agency: { agencyName, domainName },
    });
    expect((await provider())?.source).toContain(`the agency "${agencyName}"`);
  });
  it("of an account's id needs to know where STS is", async () => {
    const iamEndpoint = "https://iam.example.com";
    const base = staticCredentials(keys, "a test");
    const options = { iamEndpoint, agencyName: "a", domainId: "i", base };
    await expect(agencyCredentials(options)()).rejects.toMatchObject({
      code: "INVALID_INPUT",
      property: "stsEndpoint",
      message: '"stsEndpoint" is required with "domainId"',
    });
  });
});

test.each([
  ["HW_AUTH_TOKEN", true],
  ["HW_USER_PASSWORD", true],
  ["HW_ACCESS_KEY", true],
  ["HUAWEICLOUD_SDK_SK", true],
  ["CLOUD_SDK_AK", true],
  ["HW_SECURITY_TOKEN", true],
  ["HW_USER_NAME", true],
  ["HW_DOMAIN_NAME", false],
])("an environment with %s alone says whose credentials are used: %s", (name, expected) => {
  const identity = (value: string) =>
    createLayers({ inputs: {}, env: { [name]: value } }).credentialsFrom;
  expect(identity("VALUE") !== undefined).toBe(expected);
  expect(identity("")).toBeUndefined();
});

test("a token of the environment wins over its keys", async () => {
  await expect(find({ ...homeWith(), ...off, ...pair, HW_AUTH_TOKEN: "T" })).resolves.toEqual({
    authToken: "T",
    source: "the environment (HW_AUTH_TOKEN)",
  });
  const broken = find({ ...homeWith(), ...off, HW_AUTH_TOKEN: "VALUE\n" });
  await expect(broken).rejects.toMatchObject({ property: "HW_AUTH_TOKEN" });
});

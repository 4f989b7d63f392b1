import {
  agencyCredentials,
  defaultCredentials,
  type Environment,
  staticCredentials,
} from "../../../src/client";
import { checkAgency } from "../../../src/client/credentials/agencyCredentials";
import {
  environmentAgency,
  environmentProfile,
  environmentUser,
} from "../../../src/client/credentials/defaultCredentials";
import { hasCredentials } from "../../../src/client/credentials/environmentCredentials";
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
      "the environment (HW_USER_NAME, HW_USER_PASSWORD) by way of IAM",
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

test("a profile is meant by its name, by its file, or by both", () => {
  expect(environmentProfile({})).toBeUndefined();
  expect(environmentProfile({ HW_PROFILE: "", HW_SHARED_CONFIG_FILE: "" })).toBeUndefined();
  const named = { HW_PROFILE: "p" };
  expect(environmentProfile(named)).toEqual({ profile: "p", env: named });
  const filed = { HW_PROFILE: "", HW_SHARED_CONFIG_FILE: "f" };
  expect(environmentProfile(filed)).toEqual({ sharedConfigFile: "f", env: filed });
  const both = { HW_PROFILE: "p", HW_SHARED_CONFIG_FILE: "f" };
  expect(environmentProfile(both)).toEqual({ profile: "p", sharedConfigFile: "f", env: both });
});

describe("the user of the environment", () => {
  const all = { HW_USER_NAME: "u", HW_USER_PASSWORD: "VALUE", HW_DOMAIN_NAME: "d" };

  it("is one of an account's name, or of its id where there is one", () => {
    const user = { userName: "u", password: "VALUE" };
    expect(environmentUser(all)).toStrictEqual({ ...user, domainName: "d" });
    expect(environmentUser({ ...all, HW_DOMAIN_ID: "i" })).toStrictEqual({
      ...user,
      domainId: "i",
    });
  });
  it("is none without a password", () => {
    expect(environmentUser({ ...all, HW_USER_PASSWORD: undefined })).toBeUndefined();
    expect(environmentUser({ ...all, HW_USER_PASSWORD: "" })).toBeUndefined();
  });
  it.each([
    ["HW_USER_NAME", { ...all, HW_USER_NAME: "" }],
    ["HW_USER_NAME", { ...all, HW_USER_NAME: undefined, HW_DOMAIN_ID: "i" }],
    ["HW_DOMAIN_NAME", { ...all, HW_DOMAIN_NAME: "" }],
  ])("is refused without %s, and the password is not shown", (property, env) => {
    const message = `"${property}" is missing while "HW_USER_PASSWORD" is set`;
    expect(() => environmentUser(env)).toThrow(
      expect.objectContaining({ code: "INVALID_INPUT", property, message }) as Error,
    );
  });
});

describe("an agency", () => {
  const agency = { agencyName: "a", domainName: "d" };

  it("of the environment has a name, an account and a duration", () => {
    const env = { HW_ASSUME_ROLE_AGENCY_NAME: "a", HW_ASSUME_ROLE_DOMAIN_NAME: "d" };
    expect(environmentAgency({})).toBeUndefined();
    expect(environmentAgency({ HW_ASSUME_ROLE_DOMAIN_NAME: "d" })).toBeUndefined();
    expect(environmentAgency(env)).toEqual(agency);
    expect(environmentAgency({ ...env, HW_ASSUME_ROLE_DURATION: "" })).toEqual(agency);
    expect(environmentAgency({ ...env, HW_ASSUME_ROLE_DURATION: "1800" })).toEqual({
      ...agency,
      durationSeconds: 1800,
    });
    expect(environmentAgency({ ...env, HW_ASSUME_ROLE_DOMAIN_ID: "i" })).toEqual({
      agencyName: "a",
      domainId: "i",
    });
  });
  it.each([900, 86_400, "3600"])("may be assumed for %s seconds", (durationSeconds) => {
    const checked = checkAgency({ ...agency, durationSeconds }, "a test");
    expect(checked).toEqual({ ...agency, durationSeconds: Number(durationSeconds) });
  });
  it.each([899, 86_401, 900.5, "soon", NaN, null])("may not for %s seconds", (durationSeconds) => {
    expect(() => checkAgency({ ...agency, durationSeconds }, "a test")).toThrow(
      expect.objectContaining({
        code: "INVALID_INPUT",
        property: "assumeRole",
        message: "the duration of the agency in a test must be 900 to 86400 seconds",
      }) as Error,
    );
  });
  it.each<[string, object]>([
    ["no account", { agencyName: "a" }],
    ["an account that is no text", { agencyName: "a", domainName: 5 }],
    ["a name that is no text", { agencyName: 5, domainName: "d" }],
  ])("with %s is refused", (_, values) => {
    expect(() => checkAgency(values, "a test")).toThrow(
      expect.objectContaining({
        code: "INVALID_INPUT",
        property: "assumeRole",
        message: "the agency in a test needs a name, and the name or id of its account",
      }) as Error,
    );
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
  ["HW_SECURITY_TOKEN", false],
  ["HW_USER_NAME", false],
])("an environment with %s alone says who asks: %s", (name, expected) => {
  expect(hasCredentials({ [name]: "VALUE" })).toBe(expected);
  expect(hasCredentials({ [name]: "" })).toBe(false);
});

test("a token of the environment wins over its keys", async () => {
  await expect(find({ ...homeWith(), ...off, ...pair, HW_AUTH_TOKEN: "T" })).resolves.toEqual({
    authToken: "T",
    source: "the environment (HW_AUTH_TOKEN)",
  });
  const broken = find({ ...homeWith(), ...off, HW_AUTH_TOKEN: "VALUE\n" });
  await expect(broken).rejects.toMatchObject({ property: "HW_AUTH_TOKEN" });
});

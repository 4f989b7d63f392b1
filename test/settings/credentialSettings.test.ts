import path from "node:path";
import { findPlace } from "../../src/settings/settings";
import { type Simulator, startSimulator } from "../../src/simulator";
import { homeWith, removeHomes, SDK_FILE, SHARED } from "../client/credentials/support/home";
import {
  keyOf,
  problemsOf,
  resolve,
  type Sources,
  toSources as sourcesOf,
  UNKNOWN,
} from "./support/sources";

type Texts = Readonly<Record<string, string>>;

const profileOf = (name: string) => ({
  name,
  accessKeyId: `AK-${name}`,
  secretAccessKey: `SK-${name}`,
  region: `cn-${name}-1`,
  projectId: `project-${name}`,
});
const files = {
  [SHARED]: JSON.stringify({
    current: "current",
    profiles: ["current", "input", "own", "config", "variable"].map(profileOf),
  }),
  [SDK_FILE]: "[basic]\nak = AK-file\nsk = SK-file\nproject_id = project-file\n",
};
const home = homeWith(files);

const atHome = (sources: Sources): Sources => ({ ...sources, env: { ...home, ...sources.env } });
const toSources = (sources: Sources) => sourcesOf(atHome(sources));
const accessKeyOf = (sources: Sources): Promise<string | undefined> => {
  const region = sources.config?.["region"] ?? "cn-north-4";
  return keyOf(atHome({ ...sources, inputs: { region, ...sources.inputs } }));
};

/** Each source wins over all below it. */
const order: readonly (readonly [what: string, sources: Sources, accessKey: string])[] = [
  ["the input profile", { inputs: { profile: "input" } }, "AK-input"],
  ["our own token", { own: { token: "TOKEN-own" } }, "TOKEN-own"],
  ["our own profile", { own: { profile: "own" } }, "AK-own"],
  ["our own keys", { own: { accessKey: "AK-ours", secretKey: "SK" } }, "AK-ours"],
  ["the configured token", { config: { token: "TOKEN-config" } }, "TOKEN-config"],
  ["the token of the environment", { env: { HW_AUTH_TOKEN: "TOKEN-env" } }, "TOKEN-env"],
  ["the configured profile", { config: { profile: "config" } }, "AK-config"],
  ["the profile of the environment", { env: { HW_PROFILE: "variable" } }, "AK-variable"],
  [
    "the configured keys",
    { config: { accessKey: "AK-configured", secretKey: "SK" } },
    "AK-configured",
  ],
  ["HW_ACCESS_KEY", { env: { HW_ACCESS_KEY: "AK-HW", HW_SECRET_KEY: "SK" } }, "AK-HW"],
  [
    "HUAWEICLOUD_SDK_AK",
    { env: { HUAWEICLOUD_SDK_AK: "AK-SDK", HUAWEICLOUD_SDK_SK: "SK" } },
    "AK-SDK",
  ],
  ["CLOUD_SDK_AK", { env: { CLOUD_SDK_AK: "AK-page", CLOUD_SDK_SK: "SK" } }, "AK-page"],
  ["the credentials file", {}, "AK-file"],
];
const merge = (all: readonly Sources[]): Sources => {
  const from = (name: keyof Sources): Texts =>
    Object.assign({}, ...all.map((one) => one[name] ?? {}).reverse()) as Texts;
  return { inputs: from("inputs"), own: from("own"), config: from("config"), env: from("env") };
};
const rest = order.map(
  ([what, , accessKey], from) =>
    [what, accessKey, merge(order.slice(from).map(([, s]) => s))] as const,
);

afterAll(removeHomes);

describe("credentials", () => {
  it.each(rest)("come from %s before all that is below it", async (_, accessKey, sources) => {
    expect(await accessKeyOf(sources)).toBe(accessKey);
  });

  it.each<[what: string, sources: Sources, accessKey: string]>([
    ["sharedConfigFile", { config: { sharedConfigFile: "~/.hcloud/config.json" } }, "AK-current"],
    [
      "HW_SHARED_CONFIG_FILE",
      { env: { HW_SHARED_CONFIG_FILE: "~/.hcloud/config.json" } },
      "AK-current",
    ],
    [
      "a profile of another file",
      {
        inputs: { profile: "input" },
        config: { sharedConfigFile: path.join(home.HOME, SHARED) },
      },
      "AK-input",
    ],
  ])("come from the file in %s", async (_, sources, accessKey) => {
    expect(await accessKeyOf(sources)).toBe(accessKey);
  });

  it("are none where there are no files, and no metadata is asked for", async () => {
    await expect(accessKeyOf({ env: homeWith() })).rejects.toThrow(/^no credentials: set /);
  });
});

describe("region and project", () => {
  it.each<[what: string, sources: Sources, region: string, project: string]>([
    [
      "inputs before their profile",
      { inputs: { profile: "input", region: "cn-own-1", projectId: "own" } },
      "cn-own-1",
      "own",
    ],
    [
      "the profile of the inputs before the configuration",
      { inputs: { profile: "input" }, config: { region: "cn-own-1", projectId: "own" } },
      "cn-input-1",
      "project-input",
    ],
    [
      "our own configuration before that of the Huawei provider",
      {
        own: { region: "cn-own-1", projectId: "own" },
        config: { profile: "config", region: "cn-other-1" },
      },
      "cn-own-1",
      "own",
    ],
    [
      "the configured profile before the configuration",
      { config: { profile: "config", region: "cn-own-1", projectId: "own" } },
      "cn-config-1",
      "project-config",
    ],
    [
      "the configured profile before the environment",
      { config: { profile: "config" }, env: { HW_REGION_NAME: "cn-own-1", HW_PROJECT_ID: "own" } },
      "cn-config-1",
      "project-config",
    ],
    [
      "the profile of the environment before the environment",
      { env: { HW_PROFILE: "variable", HW_REGION_NAME: "cn-own-1", HW_PROJECT_ID: "own" } },
      "cn-variable-1",
      "project-variable",
    ],
    [
      "the profile of the environment",
      { env: { HW_PROFILE: "variable" } },
      "cn-variable-1",
      "project-variable",
    ],
    [
      "the project of the credentials file",
      { env: { HW_REGION_NAME: "cn-own-1" } },
      "cn-own-1",
      "project-file",
    ],
  ])("are those of %s", (_, sources, region, project) => {
    expect(findPlace(toSources(sources)).region).toBe(region);
    expect(findPlace(toSources(sources)).projectId).toBe(project);
    expect(resolve(atHome(sources))).toMatchObject({ region, projectId: project });
  });

  it.each<[what: string, sources: Sources]>([
    ["the environment", { env: { HW_ACCESS_KEY: "A", HW_SECRET_KEY: "S" } }],
    ["the configuration", { config: { accessKey: "A", secretKey: "S" } }],
  ])("are not those of the credentials file where the keys are from %s", (_, sources) => {
    expect(findPlace(toSources(sources)).projectId).toBeUndefined();
  });
});

describe("what is wrong", () => {
  const problems = (sources: Sources) => problemsOf(atHome(sources));
  const region = { HW_REGION_NAME: "cn-north-4" };
  const broken = homeWith({ [SHARED]: "{VALUE", [SDK_FILE]: "[basic]\nak = VALUE\n" });

  it.each<[what: string, sources: Sources, property: string, reason: RegExp]>([
    [
      "a profile that is not there",
      { inputs: { profile: "ghost" } },
      "profile",
      /config\.json has no profile "ghost", which "profile" names; hcloud configure list shows/,
    ],
    [
      "a shared file that is no JSON",
      { config: { profile: "config" }, env: broken },
      "huaweicloud:profile",
      /config\.json, which "huaweicloud:profile" needs, is not the JSON object that KooCLI writes$/,
    ],
    [
      "an IAM endpoint of the credentials file that is no URL",
      { env: homeWith({ [SDK_FILE]: "[basic]\nak = A\nsk = S\niam_endpoint = VALUE\n" }) },
      "iam_endpoint",
      /^"iam_endpoint" in the file .*credentials, section \[basic\] must be a URL such as https:\/\/iam/,
    ],
    [
      "a project id of the credentials file that is none",
      { env: homeWith({ [SDK_FILE]: "[basic]\nak = A\nsk = S\nproject_id = VALUE/x\n" }) },
      "project_id",
      /^"project_id" in the file .*credentials, section \[basic\] must hold only/,
    ],
    [
      "half a pair in the credentials file",
      { env: broken },
      "sk",
      /^"sk" is missing in the file .*credentials, section \[basic\] while "ak" is set; set both$/,
    ],
    [
      "a password without a user",
      { config: { password: "VALUE" } },
      "huaweicloud:userName",
      /^"huaweicloud:userName" is missing while "huaweicloud:password" is set$/,
    ],
    [
      "a user without a password",
      { env: { HW_USER_NAME: "VALUE" } },
      "HW_USER_PASSWORD",
      /^"HW_USER_PASSWORD" is missing while "HW_USER_NAME" is set$/,
    ],
    [
      "a security token without keys",
      { env: { HW_SECURITY_TOKEN: "VALUE" } },
      "HW_ACCESS_KEY",
      /^"HW_ACCESS_KEY" and "HW_SECRET_KEY" are missing while "HW_SECURITY_TOKEN" is set$/,
    ],
    [
      "an account to assume an agency of, without the agency",
      { env: { HW_ACCESS_KEY: "A", HW_SECRET_KEY: "S", HW_ASSUME_ROLE_DOMAIN_NAME: "VALUE" } },
      "HW_ASSUME_ROLE_DOMAIN_NAME",
      /\(HW_ASSUME_ROLE_DOMAIN_NAME\) needs "HW_ASSUME_ROLE_AGENCY_NAME"$/,
    ],
    [
      "an address of the metadata that is none",
      { env: { PULUMI_DCS_METADATA: "VALUE", HOME: "/nowhere", USERPROFILE: "/nowhere" } },
      "PULUMI_DCS_METADATA",
      /must be a URL such as http:\/\/169\.254\.169\.254, without user, query or fragment, or "off"$/,
    ],
    [
      "a profile where KooCLI has no file",
      { config: { profile: "ops" }, env: { HOME: "/nowhere", USERPROFILE: "/nowhere" } },
      "huaweicloud:profile",
      /config\.json, which "huaweicloud:profile" needs, does not exist; hcloud configure init creates/,
    ],
    [
      "a key of other letters",
      { env: { HW_ACCESS_KEY: "VALUÉ", HW_SECRET_KEY: "VALUE" } },
      "HW_ACCESS_KEY",
      /must be text of ASCII characters, without spaces or line breaks$/,
    ],
    [
      "a password without an account",
      { env: { HW_USER_NAME: "u", HW_USER_PASSWORD: "VALUE" } },
      "HW_DOMAIN_NAME",
      /^"HW_DOMAIN_NAME" is missing while "HW_USER_PASSWORD" is set$/,
    ],
    [
      "an agency without an account",
      { config: { assumeRoles: '[{"agencyName":"ops"}]' } },
      "huaweicloud:assumeRoles",
      /^the agency in huaweicloud:assumeRoles\[0\] needs "agencyName", and "domainName" or "domain/,
    ],
    [
      "an agency for too short a time",
      {
        env: {
          HW_ASSUME_ROLE_AGENCY_NAME: "ops",
          HW_ASSUME_ROLE_DOMAIN_NAME: "acme",
          HW_ASSUME_ROLE_DURATION: "5",
        },
      },
      "HW_ASSUME_ROLE_DURATION",
      /must be 900 to 86400 seconds$/,
    ],
    [
      "assumeRoles that are no JSON",
      { config: { assumeRoles: "VALUE" } },
      "huaweicloud:assumeRoles",
      /^"huaweicloud:assumeRoles" must be JSON such as \[\{/,
    ],
    [
      "a proxy of another kind",
      { env: { HTTPS_PROXY: "socks5://VALUE" } },
      "HTTPS_PROXY",
      /must be the http or https URL of a proxy$/,
    ],
    [
      "certificates that are not there",
      { config: { cacertFile: "/nowhere/ca.pem" } },
      "huaweicloud:cacertFile",
      /does not exist/,
    ],
    [
      "an insecure that is neither",
      { env: { HW_INSECURE: "VALUE" } },
      "HW_INSECURE",
      /^"HW_INSECURE" must be true or false$/,
    ],
  ])("is told once, without a request or a value: %s", (_, sources, property, reason) => {
    const found = problems({ ...sources, env: { ...region, ...sources.env } });
    expect(found).toEqual([{ property, reason: expect.stringMatching(reason) as string }]);
    expect(JSON.stringify(found)).not.toContain("VALUE");
  });

  it("is nothing while the profile is not known yet", () => {
    expect(problems({ inputs: { profile: UNKNOWN } })).toEqual([]);
  });
});

describe("an agency and a user", () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator({ scenarios: ["sample"] });
  });
  afterEach(() => simulator.close());

  const config = (): Texts => ({
    region: simulator.region,
    accessKey: simulator.accessKey,
    secretKey: simulator.secretKey,
    endpoints: JSON.stringify({ dcs: simulator.url, iam: simulator.url, sts: simulator.url }),
  });

  it.each([
    ["of an account's name", "domainName", "/v3.0/OS-CREDENTIAL/securitytokens"],
    ["of an account's id", "domainId", "/v5/agencies/assume"],
  ] as const)("%s is assumed with the keys that are configured", async (_, domain, asked) => {
    const { agencyName, [domain]: value } = simulator.account;
    const assumeRoles = JSON.stringify([{ agencyName, [domain]: value, duration: 900 }]);
    expect(await accessKeyOf({ config: { ...config(), assumeRoles } })).toMatch(/^HST3/);
    expect(simulator.requests.map(({ path }) => path)).toEqual([asked]);
  });

  it("is understood from variables, older keys, and a profile", async () => {
    const { agencyName, domainName } = simulator.account;
    const variables = {
      HW_ASSUME_ROLE_AGENCY_NAME: agencyName,
      HW_ASSUME_ROLE_DOMAIN_NAME: domainName,
    };
    const older = { agencyName, agencyDomainName: domainName };
    const assumeRole = JSON.stringify({ agencyName, domainName });
    const profile = {
      name: "default",
      accessKeyId: simulator.accessKey,
      secretAccessKey: simulator.secretKey,
      agencyName,
      agencyDomainName: domainName,
    };
    const shared = homeWith({ [SHARED]: JSON.stringify({ profiles: [profile] }) });
    const { region = "", endpoints = "" } = config();
    const found = [
      await accessKeyOf({ config: config(), env: variables }),
      await accessKeyOf({ config: { ...config(), ...older } }),
      await accessKeyOf({ config: { ...config(), assumeRole } }),
      await accessKeyOf({
        config: { region, endpoints },
        env: { ...shared, HW_PROFILE: "default" },
      }),
    ];
    expect(found).toEqual(Array(4).fill(expect.stringMatching(/^HST3/)));
  });

  it.each(["configuration", "environment"])("of the %s gets a token of IAM", async (place) => {
    const { userName, password, domainName } = simulator.account;
    const { region = "", endpoints = "" } = config();
    const sources =
      place === "configuration"
        ? { config: { region, endpoints, userName, password, domainName } }
        : {
            config: { region, endpoints },
            env: { HW_USER_NAME: userName, HW_USER_PASSWORD: password, HW_DOMAIN_NAME: domainName },
          };
    expect(await accessKeyOf(sources)).toMatch(/^MII/);
  });

  it("are asked for where the ECS's metadata has the keys", async () => {
    const env = { ...homeWith(), PULUMI_DCS_METADATA: simulator.url };
    expect(await accessKeyOf({ env })).toMatch(/^HST3/);
  });
});

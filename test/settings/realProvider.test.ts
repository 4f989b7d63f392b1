import path from "node:path";
import { homeWith, removeHomes, SHARED } from "../client/credentials/support/home";
import { credentialsOf, keyOf, problemsOf, resolve, type Sources } from "./support/sources";

// What the Huawei provider takes from a configuration, variables and KooCLI's file, as it was seen
// to. Where this package took another value, instance and wait would be of two identities.

const profile = {
  ...{ name: "prod", accessKeyId: "AK-profile", secretAccessKey: "SK-profile" },
  ...{ region: "cn-profile-1", projectId: "project-profile" },
};
const bare = { name: "bare", accessKeyId: "AK-bare", secretAccessKey: "SK-bare" };
const home = homeWith({
  [SHARED]: JSON.stringify({ current: "prod", profiles: [profile, bare] }),
  "other.json": JSON.stringify({
    current: "prod",
    profiles: [{ ...profile, accessKeyId: "AK-o" }],
  }),
});
const atHome = (sources: Sources): Sources => ({ ...sources, env: { ...home, ...sources.env } });
afterAll(removeHomes);

const keys = { accessKey: "AK-config", secretKey: "SK-config" };
const place = { region: "cn-config-1", projectId: "project-config" };
const json = JSON.stringify;

interface Seen {
  readonly region?: string;
  readonly projectId?: string | undefined;
  readonly projectName?: string;
  readonly endpoint?: string;
  readonly iamEndpoint?: string;
  readonly stsEndpoint?: string;
  /** The access key, or the token. */
  readonly key?: string;
}

describe("as for the Huawei provider", () => {
  it.each<[what: string, sources: Sources, seen: Seen]>([
    ["all in the configuration", { config: { ...keys, ...place } }, { ...place, key: "AK-config" }],
    [
      "all in variables",
      {
        env: {
          ...{ HW_REGION_NAME: "cn-env-1", HW_PROJECT_ID: "project-env" },
          ...{ HW_ACCESS_KEY: "AK-env", HW_SECRET_KEY: "SK", HW_SECURITY_TOKEN: "T" },
        },
      },
      { region: "cn-env-1", projectId: "project-env", key: "AK-env" },
    ],
    [
      "the configuration before variables, key by key",
      {
        config: { ...keys, region: "cn-config-1" },
        env: { HW_REGION_NAME: "cn-env-1", HW_PROJECT_ID: "project-env", HW_ACCESS_KEY: "AK-env" },
      },
      { region: "cn-config-1", projectId: "project-env", key: "AK-config" },
    ],
    [
      "a project's name",
      { config: { ...keys, region: "cn-config-1", projectName: "cn-config-1_sub" } },
      { projectName: "cn-config-1_sub", projectId: undefined },
    ],
    [
      "tenantName, the older key",
      { config: { ...keys, region: "cn-config-1", tenantName: "cn-config-1_sub" } },
      { projectName: "cn-config-1_sub" },
    ],
    [
      "projectName before tenantName, wherever they stand",
      { config: { ...place, tenantName: "older" }, env: { HW_PROJECT_NAME: "newer" } },
      { projectName: "newer" },
    ],
    [
      "tenantId, the older key",
      { config: { ...keys, region: "cn-config-1", tenantId: "tenant" } },
      { projectId: "tenant" },
    ],
    [
      "endpoints, an object",
      {
        config: {
          ...place,
          endpoints: json({ dcs: "https://d.example/", iam: "https://i.example" }),
        },
      },
      { endpoint: "https://d.example", iamEndpoint: "https://i.example" },
    ],
    [
      "endpoints without a scheme",
      { config: { ...place, endpoints: json({ dcs: "d.example", sts: "s.example:8443" }) } },
      { endpoint: "https://d.example", stsEndpoint: "https://s.example:8443" },
    ],
    [
      "authUrl, and not endpoints.iam",
      {
        config: {
          ...place,
          authUrl: "https://auth.example/v3",
          endpoints: json({ iam: "https://i.example" }),
        },
      },
      { iamEndpoint: "https://auth.example" },
    ],
    [
      "HW_AUTH_URL",
      { config: place, env: { HW_AUTH_URL: "https://auth.example/v3" } },
      { iamEndpoint: "https://auth.example" },
    ],
    [
      "a cloud",
      { config: { ...place, cloud: "cloud.example" } },
      { endpoint: "https://dcs.cn-config-1.cloud.example" },
    ],
    [
      "a profile before the keys, region and project of the configuration",
      { config: { ...keys, ...place, profile: "prod" } },
      { region: "cn-profile-1", projectId: "project-profile", key: "AK-profile" },
    ],
    [
      "sharedConfigFile likewise, with its current profile",
      { config: { ...keys, ...place, sharedConfigFile: path.join(home.HOME, "other.json") } },
      { region: "cn-profile-1", projectId: "project-profile", key: "AK-o" },
    ],
    [
      "a profile without region and project leaves those of the configuration",
      { config: { ...keys, ...place, profile: "bare" } },
      { ...place, key: "AK-bare" },
    ],
    [
      "HW_PROFILE before the keys of the configuration",
      { config: { ...keys, ...place }, env: { HW_PROFILE: "prod" } },
      { region: "cn-profile-1", projectId: "project-profile", key: "AK-profile" },
    ],
    [
      "HW_SHARED_CONFIG_FILE before the keys of the configuration",
      { config: { ...keys, ...place }, env: { HW_SHARED_CONFIG_FILE: "~/other.json" } },
      { region: "cn-profile-1", projectId: "project-profile", key: "AK-o" },
    ],
    [
      "a configured profile in the file of a variable",
      { config: { profile: "prod" }, env: { HW_SHARED_CONFIG_FILE: "~/other.json" } },
      { key: "AK-o" },
    ],
    [
      "a token before all other credentials",
      { config: { ...keys, ...place, token: "T-config" }, env: { HW_PROFILE: "bare" } },
      { key: "T-config" },
    ],
    [
      "a token of a variable before the keys of the configuration",
      { config: { ...keys, ...place }, env: { HW_AUTH_TOKEN: "T-env" } },
      { key: "T-env" },
    ],
    [
      "accessKey, with HW_SECRET_KEY",
      { config: { ...place, accessKey: "AK-config" }, env: { HW_SECRET_KEY: "SK-env" } },
      { key: "AK-config" },
    ],
    [
      "HW_ACCESS_KEY, with secretKey",
      { config: { ...place, secretKey: "SK-config" }, env: { HW_ACCESS_KEY: "AK-env" } },
      { key: "AK-env" },
    ],
    [
      "the variables of OpenStack behind its own",
      {
        env: {
          ...{ OS_REGION_NAME: "cn-os-1", OS_PROJECT_ID: "project-os", HW_PROJECT_ID: "project" },
          ...{ OS_ACCESS_KEY: "AK-os", OS_SECRET_KEY: "SK-os" },
        },
      },
      { region: "cn-os-1", projectId: "project", key: "AK-os" },
    ],
  ])("holds %s", async (_, sources, { key, ...seen }) => {
    expect(resolve(atHome(sources))).toMatchObject(seen);
    if (key !== undefined) expect(await keyOf(atHome(sources))).toBe(key);
  });

  it("the token of a variable completes the keys of the configuration", async () => {
    const sources = { config: { ...keys, ...place }, env: { HW_SECURITY_TOKEN: "T-env" } };
    await expect(credentialsOf(atHome(sources))).resolves.toEqual({
      ...keys,
      securityToken: "T-env",
      source: "huaweicloud:accessKey and huaweicloud:secretKey and HW_SECURITY_TOKEN",
    });
  });

  it.each<[what: string, sources: Sources, agencies: object[]]>([
    [
      "assumeRoles, each with the keys of the one before",
      {
        config: {
          assumeRoles: json([
            { agencyName: "a", domainName: "one", duration: 900 },
            { agencyName: "b", domainId: "two" },
          ]),
        },
      },
      [
        { agencyName: "a", domainName: "one", durationSeconds: 900 },
        { agencyName: "b", domainId: "two" },
      ],
    ],
    [
      "what an entry lacks from the variables",
      {
        config: { assumeRoles: json([{ agencyName: "a" }]) },
        env: { HW_ASSUME_ROLE_DOMAIN_NAME: "one", HW_ASSUME_ROLE_AGENCY_NAME: "other" },
      },
      [{ agencyName: "a", domainName: "one" }],
    ],
    [
      "HW_ASSUME_ROLE_*",
      {
        env: {
          ...{ HW_ASSUME_ROLE_AGENCY_NAME: "a", HW_ASSUME_ROLE_DOMAIN_ID: "two" },
          HW_ASSUME_ROLE_DURATION: "1800",
        },
      },
      [{ agencyName: "a", domainId: "two", durationSeconds: 1800 }],
    ],
    [
      "agencyName and agencyDomainName, the older keys",
      { config: { agencyName: "a", agencyDomainName: "one" } },
      [{ agencyName: "a", domainName: "one" }],
    ],
    [
      "assumeRole, a key of our own before, where there are no assumeRoles",
      { config: { assumeRole: json({ agencyName: "a", domainName: "one" }) } },
      [{ agencyName: "a", domainName: "one" }],
    ],
    [
      "assumeRoles before assumeRole",
      {
        config: {
          assumeRole: json({ agencyName: "old", domainName: "one" }),
          assumeRoles: json([{ agencyName: "new", domainName: "one" }]),
        },
      },
      [{ agencyName: "new", domainName: "one" }],
    ],
  ])("assumes %s", (_, { config = {}, env = {} }, agencies) => {
    expect(resolve({ config: { ...keys, ...place, ...config }, env }).agencies).toEqual(agencies);
  });

  it("the agency of a profile takes the place of the others", () => {
    const agency = { ...profile, name: "agency", agencyName: "p", agencyDomainName: "one" };
    const env = homeWith({ [SHARED]: json({ profiles: [agency] }) });
    const config = { profile: "agency", assumeRoles: json([{ agencyName: "a", domainId: "x" }]) };
    expect(resolve({ config, env }).agencies).toEqual([{ agencyName: "p", domainName: "one" }]);
  });

  it.each([
    ["cacertFile", { config: { cacertFile: "/a.pem" }, env: { HW_CACERT: "/b.pem" } }, "/a.pem"],
    ["HW_CACERT", { env: { HW_CACERT: "/b.pem", OS_CACERT: "/c.pem" } }, "/b.pem"],
    ["OS_CACERT", { env: { OS_CACERT: "/c.pem" } }, "/c.pem"],
  ])("trusts the authorities in %s", (_, sources: Sources, caFile) => {
    const config = { ...place, ...sources.config };
    expect(resolve({ ...sources, config }).transport.caFile).toBe(caFile);
  });

  it.each<[value: string, sources: Sources, insecure: boolean]>([
    ["true", { config: { insecure: "true" } }, true],
    ["false", { config: { insecure: "false" }, env: { HW_INSECURE: "true" } }, false],
    ["1 in a variable", { env: { HW_INSECURE: "1" } }, true],
    ["TRUE in a variable", { env: { OS_INSECURE: "TRUE" } }, true],
    ["0 in a variable", { env: { HW_INSECURE: "0" } }, false],
  ])("takes insecure %s", (_, sources, insecure) => {
    const config = { ...place, ...sources.config };
    expect(resolve({ ...sources, config }).transport.insecure).toBe(insecure);
  });

  it.each(["1", "0", "TRUE", "yes"])("refuses insecure %s in the configuration", (insecure) => {
    expect(problemsOf({ config: { ...place, insecure } })).toEqual([
      { property: "huaweicloud:insecure", reason: '"huaweicloud:insecure" must be true or false' },
    ]);
  });
});

describe("in the namespace of the Huawei provider", () => {
  it.each([
    ["requestsPerSecond", "5"],
    ["endpoint", "https://dcs.example"],
  ])("%s, which it refuses, is an error that names ours", (key, value) => {
    expect(problemsOf({ config: { ...place, [key]: value } })).toEqual([
      {
        property: `huaweicloud:${key}`,
        reason:
          `"huaweicloud:${key}" is not a key of the Huawei provider, which rejects it: set ` +
          `"huaweicloud-dcs:${key}" instead`,
      },
    ]);
    expect(problemsOf({ config: place, own: { [key]: value } })).toEqual([]);
  });

  it.each<[key: string, camel: string]>([
    ["access_key", "accessKey"],
    ["project_id", "projectId"],
    ["auth_url", "authUrl"],
    ["shared_config_file", "sharedConfigFile"],
    ["assume_roles", "assumeRoles"],
  ])("%s is ignored, as there, and a warning says so", (key, camel) => {
    const settings = resolve({ config: { region: "cn-config-1", [key]: "VALUE" } });
    expect(settings).toMatchObject({ projectId: undefined, agencies: [] });
    expect(settings.iamEndpoint).toBe("https://iam.cn-config-1.myhuaweicloud.com");
    expect(settings.warnings).toEqual([
      `"huaweicloud:${key}" is ignored, also by the Huawei provider: write "huaweicloud:${camel}"`,
    ]);
  });

  it("assumeRole is taken with a warning", () => {
    const assumeRole = json({ agencyName: "a", domainName: "one" });
    expect(resolve({ config: { ...place, assumeRole } }).warnings).toEqual([
      '"huaweicloud:assumeRole" is an older key, which the Huawei provider ignores: set ' +
        '"huaweicloud:assumeRoles", a list, instead',
    ]);
  });

  it("a token alone is taken with a warning, since it is not enough there", async () => {
    const sources = { config: { region: "cn-config-1", token: "T" } };
    expect(await keyOf(sources)).toBe("T");
    expect(resolve(sources).warnings).toEqual([
      '"huaweicloud:token" alone is not enough for the Huawei provider: set one of ' +
        '"huaweicloud:domainName", "huaweicloud:domainId", "huaweicloud:projectId"',
    ]);
    for (const more of [{ domainName: "d" }, { domainId: "d" }, { projectId: "p" }]) {
      expect(resolve({ config: { ...sources.config, ...more } }).warnings).toEqual([]);
    }
    expect(resolve({ ...sources, env: { HW_DOMAIN_NAME: "d" } }).warnings).toEqual([]);
  });

  it.each([
    ...["maxRetries", "skipCheckWebsiteType", "skipCheckUpgrade", "enterpriseProjectId"],
    ...["defaultTags", "ignoreTags", "regional", "enableForceNew", "delegatedProject", "userId"],
  ])("%s does not disturb", async (key) => {
    const config = { ...keys, ...place, [key]: "1" };
    const { warnings } = resolve({ config });
    expect(warnings).toEqual([]);
    expect(problemsOf({ config })).toEqual([]);
    expect(await keyOf({ config })).toBe("AK-config");
  });
});

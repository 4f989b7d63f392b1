import { findSettingsProblems, resolveSettings } from "../../src/settings/settings";

interface Sources {
  readonly inputs?: Record<string, unknown>;
  readonly config?: Record<string, string>;
  readonly env?: Record<string, string>;
}
const toSources = ({ inputs = {}, config = {}, env = {} }: Sources) => ({
  inputs,
  configuration: (key: string) => config[key],
  env,
});
const resolve = (sources: Sources) => resolveSettings(toSources(sources));
const inRegion = ({ inputs, config, env }: Sources): Sources => ({
  inputs: { region: "cn-north-4", ...inputs },
  ...(config && { config }),
  ...(env && { env }),
});
const endpoints = (dcs: string, iam?: string) => JSON.stringify({ dcs, iam });
const SDK_DCS = "HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4";

/** Each row's sources win over those of all rows below it. */
const ladders: readonly (readonly [string, string, readonly Sources[]])[] = [
  [
    "region",
    "region",
    [
      { inputs: { region: "cn-north-1" } },
      { config: { region: "cn-north-1" } },
      { env: { HW_REGION_NAME: "cn-north-1" } },
    ],
  ],
  [
    "project id",
    "projectId",
    [
      { inputs: { projectId: "cn-north-1" } },
      { config: { projectId: "cn-north-1" } },
      { config: { project_id: "cn-north-1" } },
      { env: { HW_PROJECT_ID: "cn-north-1" } },
      { env: { HUAWEICLOUD_SDK_PROJECT_ID: "cn-north-1" } },
    ],
  ],
  [
    "project name",
    "projectName",
    [
      { config: { projectName: "cn-north-1" } },
      { config: { project_name: "cn-north-1" } },
      { env: { HW_PROJECT_NAME: "cn-north-1" } },
    ],
  ],
  [
    "DCS endpoint",
    "endpoint",
    [
      { inputs: { endpoint: "https://a.cn-north-1" } },
      { config: { endpoints: endpoints("https://a.cn-north-1") } },
      { env: { [SDK_DCS]: "https://a.cn-north-1,https://b.example" } },
      { config: { cloud: "cn-north-1" } },
      { env: { HW_CLOUD: "cn-north-1" } },
    ],
  ],
  [
    "IAM endpoint",
    "iamEndpoint",
    [
      { config: { endpoints: endpoints("https://d.example", "https://a.cn-north-1") } },
      { config: { authUrl: "https://a.cn-north-1/v3" } },
      { config: { auth_url: "https://a.cn-north-1/v3" } },
      { env: { HW_AUTH_URL: "https://a.cn-north-1/v3/" } },
      { env: { HUAWEICLOUD_SDK_IAM_ENDPOINT: "https://a.cn-north-1" } },
      { config: { cloud: "cn-north-1" } },
      { env: { HW_CLOUD: "cn-north-1" } },
    ],
  ],
];

const merge = (all: readonly Sources[]): Sources => {
  // What stands first wins, as it must where it is looked for.
  const from = (name: keyof Sources) => Object.assign({}, ...all.map((one) => one[name])) as never;
  return { inputs: from("inputs"), config: from("config"), env: from("env") };
};
const renamed = (sources: Sources, to: string): Sources =>
  JSON.parse(JSON.stringify(sources).replaceAll("cn-north-1", to)) as Sources;

/** One case for each neighbouring pair of a ladder: the upper one must win. */
const pairs = ladders.flatMap(([what, name, ladder]) =>
  ladder.slice(1).map((lower, index) => {
    const upper = ladder[index] ?? {};
    const nameOf = (one: Sources) =>
      Object.entries(one)
        .map(([k, v]) => `${k} ${Object.keys(v as object).join()}`)
        .join();
    return [what, nameOf(upper), nameOf(lower), name, upper, lower] as const;
  }),
);

describe("settings", () => {
  it.each(pairs)("take the %s from %s before %s", (_what, _upper, _lower, name, upper, lower) => {
    const other = renamed(lower, "cn-south-1");
    const base = name === "region" ? {} : { inputs: { region: "cn-north-4" } };
    const alone = resolve(merge([base, other]));
    const both = resolve(merge([base, other, upper]));
    const valueOf = (settings: object) => String(Reflect.get(settings, name));
    expect(valueOf(alone)).toContain("cn-south-1");
    expect(valueOf(both)).toContain("cn-north-1");
  });

  it.each([
    ["camelCase before snake_case", { accessKey: "A", access_key: "B" }],
    ["snake_case", { access_key: "A" }],
  ])("take the key pair from the configuration in %s", async (_, config) => {
    const pair = { ...config, secretKey: "s", securityToken: "t" };
    const { credentials } = resolve(inRegion({ config: pair, env: { HW_ACCESS_KEY: "C" } }));
    await expect(credentials()).resolves.toEqual({
      accessKey: "A",
      secretKey: "s",
      securityToken: "t",
      source: "the Pulumi configuration",
    });
  });

  it.each([
    ["HW_ACCESS_KEY", { HW_ACCESS_KEY: "A", HW_SECRET_KEY: "s" }],
    ["HUAWEICLOUD_SDK_AK", { HUAWEICLOUD_SDK_AK: "A", HUAWEICLOUD_SDK_SK: "s" }],
    ["CLOUD_SDK_AK", { CLOUD_SDK_AK: "A", CLOUD_SDK_SK: "s" }],
  ])("take the key pair from %s without one in the configuration", async (name, env) => {
    const { credentials } = resolve(inRegion({ env }));
    await expect(credentials()).resolves.toMatchObject({
      accessKey: "A",
      source: expect.stringContaining(name) as string,
    });
  });

  it("hold no key pair where there is none", async () => {
    const { credentials } = resolve(inRegion({}));
    await expect(credentials()).resolves.toBeUndefined();
  });

  it("hold nothing that is not set", () => {
    expect(Object.keys(resolve(inRegion({})))).toEqual(["region", "credentials"]);
  });

  it("take empty text for not set, wherever it stands", () => {
    const config = { region: "", endpoints: endpoints("", ""), authUrl: "", cloud: "" };
    const env = {
      HW_REGION_NAME: "cn-north-4",
      HW_AUTH_URL: "",
      HUAWEICLOUD_SDK_IAM_ENDPOINT: "https://iam.example",
      [SDK_DCS]: "",
      HW_CLOUD: "cloud.example",
    };
    expect(resolve({ inputs: { region: "" }, config, env })).toMatchObject({
      region: "cn-north-4",
      endpoint: "https://dcs.cn-north-4.cloud.example",
      iamEndpoint: "https://iam.example",
    });
  });

  it.each([
    ["https://iam.example", "https://iam.example"],
    ["https://iam.example/", "https://iam.example"],
    ["https://iam.example/v3", "https://iam.example"],
    ["https://iam.example/v3/", "https://iam.example"],
    ["https://iam.example:8443/iam/v3", "https://iam.example:8443/iam"],
  ])("read authUrl %s as the IAM at %s", (authUrl, iamEndpoint) => {
    expect(resolve(inRegion({ config: { authUrl } })).iamEndpoint).toBe(iamEndpoint);
  });

  it.each([
    ["no region", {}, "region", /HW_REGION_NAME/],
    ["a region that is none", { config: { region: "Beijing" } }, "region", /cn-north-4/],
    ["endpoints that are no JSON", inRegion({ config: { endpoints: "{" } }), "endpoints", /JSON/],
    ["endpoints that are null", inRegion({ config: { endpoints: "null" } }), "endpoints", /JSON/],
    [
      "endpoints that are text",
      inRegion({ config: { endpoints: '"https://a"' } }),
      "endpoints",
      /JSON/,
    ],
    [
      "an endpoint that is no text",
      inRegion({ config: { endpoints: '{"dcs":5}' } }),
      "endpoints",
      /JSON/,
    ],
    [
      "an endpoint that is no URL",
      inRegion({ config: { endpoints: '{"dcs":"dcs.example"}' } }),
      "endpoint",
      /must be a URL/,
    ],
    [
      "an authUrl that is no URL",
      inRegion({ config: { authUrl: "iam.example" } }),
      "authUrl",
      /must be a URL/,
    ],
  ] as const)("are refused with %s", (_, sources, property, message) => {
    const found = expect.objectContaining({ code: "INVALID_INPUT", property }) as Error;
    expect(() => resolve(sources)).toThrow(found);
    expect(() => resolve(sources)).toThrow(message);
  });

  it.each([
    ["the configuration", { config: { accessKey: "A" } }, "huaweicloud:secretKey"],
    ["the configuration", { config: { secret_key: "s3cret" } }, "huaweicloud:accessKey"],
    ["the environment", { env: { HW_ACCESS_KEY: "A" } }, "HW_SECRET_KEY"],
  ])("are refused with half a key pair in %s", async (_, sources, property) => {
    const { credentials } = resolve(inRegion(sources));
    const failure = { code: "INVALID_INPUT", property };
    await expect(credentials()).rejects.toMatchObject(failure);
    await expect(credentials()).rejects.toThrow(/set both$/);
    await expect(credentials()).rejects.not.toThrow("s3cret");
  });

  const isUnknown = (value: unknown) => value === "?";
  const problems = (sources: Sources) =>
    findSettingsProblems(toSources(sources), isUnknown).map(({ property }) => property);

  it.each<[string, Sources, string[]]>([
    ["none where all is well", inRegion({}), []],
    ["the region that is missing", {}, ["region"]],
    [
      "bad endpoints and half a key pair at once",
      inRegion({ config: { endpoints: "{", accessKey: "A" } }),
      ["endpoints", "huaweicloud:secretKey"],
    ],
    ["none of a region that is not known yet", { inputs: { region: "?" } }, []],
    [
      "half a key pair although the region is not known yet",
      { inputs: { region: "?" }, env: { HW_SECRET_KEY: "s" } },
      ["HW_ACCESS_KEY"],
    ],
    ["none of an endpoint that is not known yet", inRegion({ inputs: { endpoint: "?" } }), []],
    ["none where there is no key pair at all", inRegion({ env: {} }), []],
  ])("problems are %s", (_, sources, properties) => {
    expect(problems(sources)).toEqual(properties);
  });
});

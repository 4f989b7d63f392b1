import { credentialsOf, problemsOf, resolve, type Sources, UNKNOWN } from "./support/sources";

const inRegion = (sources: Sources): Sources => ({
  ...sources,
  inputs: { region: "cn-north-4", ...sources.inputs },
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
      { own: { region: "cn-north-1" } },
      { config: { region: "cn-north-1" } },
      { env: { HW_REGION_NAME: "cn-north-1" } },
      { env: { OS_REGION_NAME: "cn-north-1" } },
    ],
  ],
  [
    "project id",
    "projectId",
    [
      { inputs: { projectId: "cn-north-1" } },
      { own: { projectId: "cn-north-1" } },
      { config: { projectId: "cn-north-1" } },
      { env: { HW_PROJECT_ID: "cn-north-1" } },
      { env: { OS_PROJECT_ID: "cn-north-1" } },
      { config: { tenantId: "cn-north-1" } },
      { env: { OS_TENANT_ID: "cn-north-1" } },
      { env: { HUAWEICLOUD_SDK_PROJECT_ID: "cn-north-1" } },
    ],
  ],
  [
    "project name",
    "projectName",
    [
      { own: { projectName: "cn-north-1" } },
      { config: { projectName: "cn-north-1" } },
      { env: { HW_PROJECT_NAME: "cn-north-1" } },
      { config: { tenantName: "cn-north-1" } },
      { env: { OS_TENANT_NAME: "cn-north-1" } },
    ],
  ],
  [
    "DCS endpoint",
    "endpoint",
    [
      { inputs: { endpoint: "https://a.cn-north-1" } },
      { own: { endpoint: "https://a.cn-north-1" } },
      { own: { endpoints: endpoints("https://a.cn-north-1") } },
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
      { own: { authUrl: "https://a.cn-north-1/v3" } },
      { own: { endpoints: endpoints("https://d.example", "https://a.cn-north-1") } },
      { config: { authUrl: "https://a.cn-north-1/v3" } },
      { env: { HW_AUTH_URL: "https://a.cn-north-1/v3/" } },
      { env: { OS_AUTH_URL: "https://a.cn-north-1/v3" } },
      { config: { endpoints: endpoints("https://d.example", "https://a.cn-north-1") } },
      { env: { HUAWEICLOUD_SDK_IAM_ENDPOINT: "https://a.cn-north-1" } },
      { config: { cloud: "cn-north-1" } },
      { env: { HW_CLOUD: "cn-north-1" } },
    ],
  ],
  [
    "rate",
    "requestsPerSecond",
    [
      { own: { requestsPerSecond: "cn-north-1" } },
      { env: { PULUMI_DCS_REQUESTS_PER_SECOND: "cn-north-1" } },
    ].map((sources) => renamed(sources, "1")),
  ],
];

function merge(all: readonly Sources[]): Sources {
  // What stands first wins, as it must where it is looked for.
  const from = (name: keyof Sources) =>
    Object.assign({}, ...all.map((one) => one[name]).reverse()) as never;
  return { inputs: from("inputs"), own: from("own"), config: from("config"), env: from("env") };
}
function renamed(sources: Sources, to: string): Sources {
  return JSON.parse(JSON.stringify(sources).replaceAll(/cn-north-1|(?<=")1(?=")/g, to)) as Sources;
}

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
    const isRate = name === "requestsPerSecond";
    const [high, low] = isRate ? ["1", "2"] : ["cn-north-1", "cn-south-1"];
    const other = renamed(lower, low);
    const base = name === "region" ? {} : { inputs: { region: "cn-north-4" } };
    const valueOf = (settings: object) => String(Reflect.get(settings, name));
    expect(valueOf(resolve(merge([other, base])))).toContain(low);
    expect(valueOf(resolve(merge([upper, other, base])))).toContain(high);
  });

  it.each(["region", "projectId", "endpoint", "profile"])(
    "reject an empty input %s, which is likely to be a variable that is not set",
    (input) => {
      expect(() => resolve(inRegion({ inputs: { [input]: "" } }))).toThrow(
        expect.objectContaining({
          code: "INVALID_INPUT",
          property: input,
          message: `"${input}" must not be empty: give a value, or leave it out`,
        }) as Error,
      );
    },
  );

  it("take empty text in variables and configuration keys for not set", () => {
    const config = { region: "", authUrl: "", cloud: "" };
    const env = {
      HW_REGION_NAME: "cn-north-4",
      HW_AUTH_URL: "",
      HUAWEICLOUD_SDK_IAM_ENDPOINT: "https://iam.example",
      [SDK_DCS]: "",
      HW_CLOUD: "cloud.example",
    };
    expect(resolve({ own: { region: "" }, config, env })).toMatchObject({
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
    ["eu-de"],
    ["eu-nl"],
    ["region0"],
    ["la-south-6001"],
    ["cn-north-4"],
    ["xx-x1-y2-3"],
    ["a"],
    ["a".repeat(63)],
  ])("take %s for a region", (region) => {
    expect(resolve({ config: { region } })).toMatchObject({
      region,
      projectName: region,
      endpoint: `https://dcs.${region}.myhuaweicloud.com`,
    });
  });

  it.each(["Beijing", "a.b", "-a", "a-", "a_b", "a/b", " a", "a".repeat(64), "数据"])(
    "refuse %j for a region, and name its key",
    (region) => {
      const failure = {
        property: "huaweicloud:region",
        reason:
          '"huaweicloud:region" must be the id of a region, such as "cn-north-4" or "ap-southeast-1"',
      };
      expect(problemsOf({ config: { region } })).toEqual([failure]);
    },
  );

  it.each([
    ["no region", {}, "region", /^"region" must be set: use the input "region", huaweicloud:reg/],
    [
      "endpoints that are no JSON",
      { config: { endpoints: "{VALUE" } },
      "huaweicloud:endpoints",
      /must be JSON such as \{"dcs"/,
    ],
    ["endpoints that are null", { config: { endpoints: "null" } }, "huaweicloud:endpoints", /JSON/],
    ["endpoints that are a list", { config: { endpoints: "[]" } }, "huaweicloud:endpoints", /JSON/],
    [
      "endpoints that are text",
      { own: { endpoints: '"VALUE"' } },
      "huaweicloud-dcs:endpoints",
      /JSON/,
    ],
    [
      "an endpoint that is no text",
      { config: { endpoints: '{"dcs":5}' } },
      "huaweicloud:endpoints",
      /JSON/,
    ],
    [
      "an empty endpoint",
      { config: { endpoints: '{"dcs":" "}' } },
      "huaweicloud:endpoints",
      /^"huaweicloud:endpoints" has an empty "dcs": set it, or remove it$/,
    ],
    [
      "an endpoint that is no URL",
      { config: { endpoints: '{"dcs":"VALUE VALUE"}' } },
      "huaweicloud:endpoints.dcs",
      /must be a URL such as https:\/\/dcs\.cn-north-4/,
    ],
    [
      "an endpoint with another scheme",
      { config: { endpoints: '{"sts":"ftp://VALUE"}' } },
      "huaweicloud:endpoints.sts",
      /must be a URL such as https:\/\/sts\.cn-north-4/,
    ],
    [
      "an authUrl that is no URL",
      { config: { authUrl: "VALUE" } },
      "huaweicloud:authUrl",
      /must be a URL such as https:\/\/iam\.cn-north-4/,
    ],
    [
      "a variable that is no URL",
      { env: { HW_AUTH_URL: "VALUE" } },
      "HW_AUTH_URL",
      /^"HW_AUTH_URL" must be a URL such as https:\/\/iam\.cn-north-4/,
    ],
    ["another variable", { env: { [SDK_DCS]: "VALUE" } }, SDK_DCS, /must be a URL such as/],
    ["a list of addresses that begins with none", { env: { [SDK_DCS]: ",http://VALUE" } }, SDK_DCS, /must be a URL/], // prettier-ignore
    [
      "a cloud with a wrong port",
      { env: { HW_CLOUD: "my.example:99999" } },
      "HW_CLOUD",
      /domain of a/,
    ],
    ["a cloud that is a URL", { env: { HW_CLOUD: "https://VALUE" } }, "HW_CLOUD", /domain of a/],
    ["a project id", { config: { projectId: "VALUE/x" } }, "huaweicloud:projectId", /letters/],
    ["an older project id", { config: { tenantId: "a/VALUE" } }, "huaweicloud:tenantId", /letters/],
    [
      "a rate",
      { own: { requestsPerSecond: "VALUE" } },
      "huaweicloud-dcs:requestsPerSecond",
      /10,000/,
    ],
    [
      "a rate of 0",
      { own: { requestsPerSecond: "0" } },
      "huaweicloud-dcs:requestsPerSecond",
      /from 0\.1 to 10,000$/,
    ],
    [
      "the address of the metadata",
      { env: { PULUMI_DCS_METADATA: "VALUE" } },
      "PULUMI_DCS_METADATA",
      /must be a URL/,
    ],
  ] as const)("are refused with %s, named where it stands", (what, sources, property, reason) => {
    const problems = problemsOf(what === "no region" ? sources : inRegion(sources));
    expect(problems).toEqual([{ property, reason: expect.stringMatching(reason) as string }]);
    expect(JSON.stringify(problems)).not.toContain("VALUE");
  });

  it.each<[string, Sources, string[]]>([
    ["none where all is well", inRegion({}), []],
    ["the region that is missing", {}, ["region"]],
    [
      "all that are there, at once",
      {
        config: {
          ...{ region: "X", projectId: "/", endpoints: "{", accessKey: "A", insecure: "1" },
          ...{ cacertFile: "/nowhere/ca.pem", assumeRoles: "{", requestsPerSecond: "1" },
        },
        env: { HW_AUTH_URL: "x", HW_CLOUD: "/", HTTPS_PROXY: "ftp://x" },
      },
      [
        ...["huaweicloud:region", "huaweicloud:projectId", "huaweicloud:endpoints", "HW_AUTH_URL"],
        ...["HW_CLOUD", "huaweicloud:requestsPerSecond", "huaweicloud:insecure", "HTTPS_PROXY"],
        "huaweicloud:cacertFile",
        ...["huaweicloud:secretKey", "huaweicloud:assumeRoles"],
      ],
    ],
    ["none of a region that is not known yet", { inputs: { region: UNKNOWN } }, []],
    [
      "half a key pair although the region is not known yet",
      { inputs: { region: UNKNOWN }, env: { HW_SECRET_KEY: "s" } },
      ["HW_ACCESS_KEY"],
    ],
    ["none of an endpoint that is not known yet", inRegion({ inputs: { endpoint: UNKNOWN } }), []],
    ["none where there is no key pair at all", inRegion({ env: {} }), []],
  ])("have as problems %s", (_, sources, properties) => {
    expect(problemsOf(sources).map(({ property }) => property)).toEqual(properties);
  });

  it("name the ways to set credentials where there are none", async () => {
    await expect(credentialsOf(inRegion({}))).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message:
        "no credentials: set huaweicloud:accessKey and huaweicloud:secretKey (the latter with " +
        "--secret), or HW_ACCESS_KEY and HW_SECRET_KEY, or name a profile with the input " +
        '"profile", huaweicloud:profile or HW_PROFILE',
    });
  });
});

import { resolve, type Sources } from "./support/sources";

const inRegion = (sources: Sources, region: string) =>
  resolve({ ...sources, inputs: { region, ...sources.inputs } });
const find = (sources: Sources, region: string) => {
  const { endpoint, iamEndpoint, stsEndpoint } = inRegion(sources, region);
  return [endpoint, iamEndpoint, stsEndpoint];
};
const cloud = "https://{}.cn-north-4.myhuaweicloud.com";
const at = (service: string) => cloud.replace("{}", service);
const json = JSON.stringify;

describe("endpoints", () => {
  it.each<[what: string, sources: Sources, dcs: string, iam: string, sts: string]>([
    ["nothing", {}, at("dcs"), at("iam"), at("sts")],
    [
      "the input",
      { inputs: { endpoint: "https://dcs.a.example/" } },
      "https://dcs.a.example",
      "https://iam.a.example",
      "https://sts.a.example",
    ],
    [
      "all three in the configuration",
      {
        config: {
          endpoints: json({
            dcs: "https://d.example",
            iam: "https://i.example",
            sts: "https://s.example",
          }),
        },
      },
      "https://d.example",
      "https://i.example",
      "https://s.example",
    ],
    [
      "variables of the SDK, the first of a list",
      {
        env: {
          HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4: "https://dcs.a.example,https://dcs.b.example",
          HUAWEICLOUD_SDK_STS_ENDPOINT: "https://s.example",
        },
      },
      "https://dcs.a.example",
      "https://iam.a.example",
      "https://s.example",
    ],
    [
      "a variable for another region",
      { env: { HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_1: "https://dcs.a.example" } },
      at("dcs"),
      at("iam"),
      at("sts"),
    ],
    [
      "HW_CLOUD",
      { env: { HW_CLOUD: "cloud.example" } },
      "https://dcs.cn-north-4.cloud.example",
      "https://iam.cn-north-4.cloud.example",
      "https://sts.cn-north-4.cloud.example",
    ],
    [
      "HW_AUTH_URL as Terraform has it",
      { env: { HW_AUTH_URL: "https://i.example/v3" } },
      at("dcs"),
      "https://i.example",
      at("sts"),
    ],
    [
      "HUAWEICLOUD_SDK_IAM_ENDPOINT beside a cloud",
      { env: { HUAWEICLOUD_SDK_IAM_ENDPOINT: "https://i.example", HW_CLOUD: "cloud.example" } },
      "https://dcs.cn-north-4.cloud.example",
      "https://i.example",
      "https://sts.cn-north-4.cloud.example",
    ],
  ])("with %s are %s, %s and %s", (_, sources, ...expected) => {
    expect(find(sources, "cn-north-4")).toEqual(expected);
  });

  it.each<[region: string, iam: string, sts: string]>([
    ["eu-west-101", "https://iam.myhuaweicloud.eu", "https://sts.eu-west-101.myhuaweicloud.eu"],
    [
      "eu-west-0",
      "https://iam.eu-west-0.myhuaweicloud.com",
      "https://sts.eu-west-0.myhuaweicloud.com",
    ],
    [
      "ap-southeast-5",
      "https://iam.myhuaweicloud.com",
      "https://sts.ap-southeast-5.myhuaweicloud.com",
    ],
  ])("of IAM and STS in %s are %s and %s", (region, ...expected) => {
    expect(find({}, region).slice(1)).toEqual(expected);
  });

  it.each([
    [{ inputs: { endpoint: "dcs.example" } }, "endpoint"],
    [{ env: { HW_AUTH_URL: "iam.example" } }, "HW_AUTH_URL"],
    [{ env: { HUAWEICLOUD_SDK_STS_ENDPOINT: "sts.example" } }, "HUAWEICLOUD_SDK_STS_ENDPOINT"],
  ])("that are no URL are refused: %j", (sources, property) => {
    const failure = expect.objectContaining({ code: "INVALID_INPUT", property }) as Error;
    expect(() => find(sources, "cn-north-4")).toThrow(failure);
  });

  it.each([
    ["dcs.a.example", "https://dcs.a.example"],
    [" dcs.a.example/ ", "https://dcs.a.example"],
    ["127.0.0.1:8080", "https://127.0.0.1:8080"],
    ["localhost:8080/base", "https://localhost:8080/base"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["HTTPS://dcs.a.example", "https://dcs.a.example"],
  ])("that are configured as %j are at %s", (dcs, endpoint) => {
    expect(find({ config: { endpoints: json({ dcs }) } }, "cn-north-4")[0]).toBe(endpoint);
  });

  it("of other services are left alone", () => {
    const endpoints = json({ obs: "obs.example", vpc: "not a URL" });
    expect(find({ config: { endpoints } }, "cn-north-4")).toEqual(["dcs", "iam", "sts"].map(at));
  });

  it("of IAM are authUrl for projects and tokens, and endpoints.iam for agencies", () => {
    const config = {
      authUrl: "https://auth.example/v3",
      endpoints: json({ iam: "https://iam.example" }),
    };
    expect(inRegion({ config }, "cn-north-4")).toMatchObject({
      iamEndpoint: "https://auth.example",
      agencyIamEndpoint: "https://iam.example",
    });
  });

  it.each<[what: string, sources: Sources, isDerived: boolean]>([
    ["nothing", {}, false],
    ["the input", { inputs: { endpoint: "https://dcs.a.example" } }, true],
    ["a configured one", { config: { endpoints: json({ dcs: "https://dcs.a.example" }) } }, true],
    [
      "a variable of the SDK",
      { env: { HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4: "https://dcs.a.example" } },
      true,
    ],
    [
      "an IAM of its own",
      {
        inputs: { endpoint: "https://dcs.a.example" },
        env: { HW_AUTH_URL: "https://i.example/v3" },
      },
      false,
    ],
    [
      "a cloud",
      { inputs: { endpoint: "https://dcs.a.example" }, config: { cloud: "a.example" } },
      false,
    ],
  ])("with %s: whether IAM is only the neighbour of DCS is known", (_, sources, isDerived) => {
    expect(inRegion(sources, "cn-north-4").iamIsDerived).toBe(isDerived);
  });
});

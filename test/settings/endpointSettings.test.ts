import { findEndpoints } from "../../src/settings/endpointSettings";

type Texts = Readonly<Record<string, string>>;
interface Sources {
  readonly inputs?: Texts;
  readonly config?: Texts;
  readonly env?: Texts;
}
const find = ({ inputs = {}, config = {}, env = {} }: Sources, region: string) => {
  const found = findEndpoints({ inputs, configuration: (key) => config[key], env }, region);
  return [found.endpoint, found.effective.iamEndpoint, found.effective.stsEndpoint];
};
const cloud = "https://{}.cn-north-4.myhuaweicloud.com";
const at = (service: string) => cloud.replace("{}", service);
const json = JSON.stringify;

describe("endpoints", () => {
  it.each<[what: string, sources: Sources, dcs: string | undefined, iam: string, sts: string]>([
    ["nothing", {}, undefined, at("iam"), at("sts")],
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
      undefined,
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
      undefined,
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
    expect(find({}, region)).toEqual([undefined, ...expected]);
  });

  it.each([
    [{ inputs: { endpoint: "dcs.example" } }, "endpoint"],
    [{ env: { HW_AUTH_URL: "iam.example" } }, "authUrl"],
    [{ env: { HUAWEICLOUD_SDK_STS_ENDPOINT: "sts.example" } }, "stsEndpoint"],
  ])("that are no URL are refused: %j", (sources, property) => {
    const failure = expect.objectContaining({ code: "INVALID_INPUT", property }) as Error;
    expect(() => find(sources, "cn-north-4")).toThrow(failure);
  });
});

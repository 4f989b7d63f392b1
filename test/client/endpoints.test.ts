import { DcsClient } from "../../src/client";
import { defaultEndpoint, endpointBeside } from "../../src/settings/endpointUrls";
import { keys } from "./support/clients";

describe("endpoints", () => {
  it.each([
    ["cn-north-4", "dcs.cn-north-4.myhuaweicloud.com", "iam.cn-north-4.myhuaweicloud.com"],
    [
      "cn-southwest-2",
      "dcs.cn-southwest-2.myhuaweicloud.com",
      "iam.cn-southwest-2.myhuaweicloud.com",
    ],
    [
      "ap-southeast-1",
      "dcs.ap-southeast-1.myhuaweicloud.com",
      "iam.ap-southeast-1.myhuaweicloud.com",
    ],
    [
      "my-kualalumpur-1",
      "dcs.my-kualalumpur-1.myhuaweicloud.com",
      "iam.my-kualalumpur-1.myhuaweicloud.com",
    ],
    ["eu-west-0", "dcs.eu-west-0.myhuaweicloud.com", "iam.eu-west-0.myhuaweicloud.com"],
    ["eu-west-101", "dcs.eu-west-101.myhuaweicloud.eu", "iam.myhuaweicloud.eu"],
    ["ap-southeast-5", "dcs.ap-southeast-5.myhuaweicloud.com", "iam.myhuaweicloud.com"],
    ["ru-northwest-2", "dcs.ru-northwest-2.myhuaweicloud.com", "iam.myhuaweicloud.com"],
    [
      "xx-unheardof-9",
      "dcs.xx-unheardof-9.myhuaweicloud.com",
      "iam.xx-unheardof-9.myhuaweicloud.com",
    ],
  ])("of %s are %s and %s", (region, dcs, iam) => {
    expect([defaultEndpoint("dcs", { region }), defaultEndpoint("iam", { region })]).toEqual([
      `https://${dcs}`,
      `https://${iam}`,
    ]);
    expect(new DcsClient({ region, credentials: keys }).endpoint).toBe(`https://${dcs}`);
  });

  it.each([
    ["ru-moscow-1", "hc.sbercloud.ru", "https://iam.ru-moscow-1.hc.sbercloud.ru"],
    ["eu-west-101", "example.eu", "https://iam.example.eu"],
  ])("of %s in the cloud %s are of that cloud", (region, cloud, iam) => {
    expect(defaultEndpoint("dcs", { region, cloud })).toBe(`https://dcs.${region}.${cloud}`);
    expect(defaultEndpoint("iam", { region, cloud })).toBe(iam);
  });

  it.each([
    ["https://dcs.private.example.com", "https://iam.private.example.com"],
    ["https://dcs.private.example.com:8443/base/", "https://iam.private.example.com:8443/base"],
    ["https://mydcs.example.com", "https://mydcs.example.com"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ])("of IAM beside %s is %s", (endpoint, iam) => {
    expect(endpointBeside(endpoint, "iam")).toBe(iam);
  });
});

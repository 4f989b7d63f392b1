import type * as fs from "node:fs";
import { readFileSync } from "node:fs";
import { clientOptionsOf } from "../../src/client/settingsClient";
import { findPlace, resolveSettings } from "../../src/settings/settings";
import { homeWith, removeHomes, SDK_FILE, SHARED } from "../client/credentials/support/home";
import { keyOf, resolve, type Sources, toSources } from "./support/sources";

jest.mock("node:fs", () => {
  const actual = jest.requireActual<typeof fs>("node:fs");
  return { ...actual, readFileSync: jest.fn(actual.readFileSync) };
});

const json = JSON.stringify;
const keys = { accessKey: "AK", secretKey: "SK" };
const north = { region: "cn-north-4", projectId: "project-north", projectName: "cn-north-4_sub" };
const south = { region: "cn-south-1" };
const profileOf = (name: string, region: string) => ({
  ...{ name, accessKeyId: `AK-${name}`, secretAccessKey: "SK" },
  ...{ region, projectId: `project-${name}` },
});
const home = homeWith({
  [SHARED]: json({
    current: "north",
    profiles: [profileOf("north", "cn-north-4"), profileOf("south", "cn-south-1")],
  }),
  [SDK_FILE]:
    "[basic]\nak = AK-file\nsk = SK\nproject_id = project-file\niam_endpoint = https://f.example\n",
});
afterAll(removeHomes);

const southern = {
  ...{ region: "cn-south-1", projectId: undefined, projectName: "cn-south-1" },
  endpoint: "https://dcs.cn-south-1.myhuaweicloud.com",
  iamEndpoint: "https://iam.cn-south-1.myhuaweicloud.com",
};
const northernEndpoints = json({ dcs: "https://d.example", iam: "https://i.example" });

describe("a project and an endpoint", () => {
  it.each<[what: string, sources: Sources]>([
    [
      "the configuration",
      { inputs: south, config: { ...keys, ...north, endpoints: northernEndpoints } },
    ],
    [
      "our own configuration",
      { inputs: south, own: { ...north, endpoint: "https://d.example" }, config: keys },
    ],
    [
      "variables",
      {
        inputs: south,
        config: keys,
        env: {
          HW_REGION_NAME: north.region,
          HW_PROJECT_ID: north.projectId,
          HW_PROJECT_NAME: north.projectName,
          HUAWEICLOUD_SDK_PROJECT_ID: north.projectId,
          HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4: "https://d.example",
          HUAWEICLOUD_SDK_IAM_ENDPOINT: "https://i.example",
        },
      },
    ],
    ["a profile", { inputs: south, config: { profile: "north" }, env: home }],
    ["the profile beside the region", { inputs: { ...south, profile: "north" }, env: home }],
    ["the credentials file", { inputs: south, env: { ...home, HW_REGION_NAME: "cn-north-4" } }],
    ["the shared configuration, of ours", { own: south, config: { ...keys, ...north } }],
  ])("of another region in %s are passed over, so that IAM is asked", (_, sources) => {
    expect(resolve(sources)).toMatchObject(southern);
  });

  it.each<[what: string, sources: Sources, projectId: string]>([
    ["the same region", { inputs: { region: north.region }, config: north }, "project-north"],
    ["no region at all", { inputs: south, config: { projectId: "only" } }, "only"],
    ["a region below it", { own: { projectId: "own" }, config: north }, "own"],
    [
      "another region, beside one that fits",
      { inputs: south, own: north, config: { ...south, projectId: "project-south" } },
      "project-south",
    ],
    ["their own place", { inputs: { ...south, projectId: "given" }, config: north }, "given"],
    [
      "a profile for its region",
      { inputs: { profile: "south" }, config: north, env: home },
      "project-south",
    ],
    [
      "a variable where the configuration has the region, as for the Huawei provider",
      {
        config: { region: "cn-north-1" },
        env: { HW_PROJECT_ID: "p", HW_REGION_NAME: "cn-north-4" },
      },
      "p",
    ],
  ])("with %s hold", (_, sources, projectId) => {
    expect(resolve(sources).projectId).toBe(projectId);
  });

  it("authUrl holds for every region, as it does for the Huawei provider", () => {
    const config = { ...north, authUrl: "https://auth.example/v3", cloud: "c.example" };
    expect(resolve({ inputs: south, config })).toMatchObject({
      endpoint: "https://dcs.cn-south-1.c.example",
      iamEndpoint: "https://auth.example",
    });
  });

  it("a profile's project belongs to its keys, and its region does not", async () => {
    const sources = { own: keys, config: { profile: "north" }, env: home };
    expect(resolve(sources)).toMatchObject({ region: "cn-north-4", projectId: undefined });
    expect(await keyOf(sources)).toBe("AK");
  });

  it("the credentials file's project and IAM are used with its keys alone", () => {
    const env = { ...home, HW_REGION_NAME: "cn-north-4" };
    expect(resolve({ env })).toMatchObject({
      projectId: "project-file",
      iamEndpoint: "https://f.example",
    });
    expect(resolve({ config: keys, env })).toMatchObject({
      projectId: undefined,
      iamEndpoint: "https://iam.cn-north-4.myhuaweicloud.com",
    });
  });
});

it("a configured file alone is only where a given profile stands", async () => {
  const file = homeWith({ "c.json": json({ profiles: [profileOf("south", "cn-south-1")] }) });
  const config = { region: "cn-north-4", sharedConfigFile: "~/c.json", cloud: "c.example" };
  const sources = { inputs: { profile: "south" }, config, env: file };
  expect(resolve(sources)).toMatchObject({ region: "cn-south-1", projectId: "project-south" });
  expect(await keyOf(sources)).toBe("AK-south");
});

describe("a file", () => {
  const read = jest.mocked(readFileSync);
  const countReads = (work: () => unknown): number => {
    read.mockClear();
    work();
    return read.mock.calls.filter(([file]) => String(file).startsWith(home.HOME)).length;
  };

  it.each<[what: string, sources: Sources]>([
    ["one profile", { config: { profile: "north" }, env: home }],
    ["two profiles", { inputs: { profile: "south" }, config: { profile: "north" }, env: home }],
    ["the credentials file", { inputs: south, env: home }],
  ])("is read once for region, project, endpoints and agencies, with %s", (_, sources) => {
    expect(countReads(() => resolveSettings(toSources(sources)))).toBe(1);
    expect(countReads(() => findPlace(toSources(sources)))).toBe(1);
  });

  it("is read again for each request", async () => {
    const { credentials } = clientOptionsOf(resolve({ config: { profile: "north" }, env: home }));
    if (typeof credentials !== "function") throw new TypeError("no provider");
    read.mockClear();
    await credentials();
    await credentials();
    expect(read).toHaveBeenCalledTimes(2);
  });

  it("is not opened for what it does not hold", () => {
    const env = homeWith({ [SHARED]: "{", [SDK_FILE]: "{" });
    expect(findPlace(toSources({ inputs: { ...south, projectId: "p" }, env }))).toEqual({
      region: "cn-south-1",
      projectId: "p",
    });
  });
});

import type { DcsError } from "../../src/client";
import { clientOptionsOf } from "../../src/client/settingsClient";
import type { GivenKind } from "../../src/settings/sources/source";
import { resolveSettings, type SettingsSources } from "../../src/settings/settings";
import { homeWith, removeHomes, SHARED } from "../client/credentials/support/home";
import { credentialsOf, problemsOf, resolve } from "./support/sources";

afterAll(removeHomes);
const home = homeWith({ [SHARED]: JSON.stringify({ profiles: [{ name: "default" }] }) });
const off = { PULUMI_DCS_METADATA: "off" };

/** What each asks with, beside what is given at first hand. */
const worlds: Readonly<Record<GivenKind, Omit<SettingsSources, "inputs">>> = {
  input: { configuration: () => undefined, env: { ...home, ...off } },
  flag: { kind: "flag", env: { ...home, ...off } },
  option: { kind: "option", env: { ...home, ...off } },
};
const failureOf = (work: () => unknown): Partial<DcsError> => {
  try {
    work();
  } catch (error) {
    return error as DcsError;
  }
  return {};
};

describe("a setting is called what the one who asks calls it", () => {
  it.each<[kind: GivenKind, inputs: Record<string, unknown>, property: string, message: RegExp]>([
    [
      "input",
      {},
      "region",
      /^"region" must be set: use the input "region", huaweicloud:region or HW_REGION_NAME$/,
    ],
    ["flag", {}, "--region", /^"--region" must be set: use --region or HW_REGION_NAME$/],
    ["option", {}, "region", /^"region" must be set: use the option "region" or HW_REGION_NAME$/],
    ["input", { region: "X" }, "region", /^"region" must be the id of a region/],
    ["flag", { region: "X" }, "--region", /^"--region" must be the id of a region/],
    ["flag", { region: "a", projectId: "a/b" }, "--project-id", /^"--project-id" must hold only/],
    ["input", { region: "a", endpoint: "x" }, "endpoint", /^"endpoint" must be a URL such as/],
    ["flag", { region: "a", endpoint: "x" }, "--endpoint", /^"--endpoint" must be a URL such as/],
    [
      "input",
      { region: "a", profile: "ops" },
      "profile",
      /config\.json has no profile "ops", which "profile" names; hcloud configure list shows/,
    ],
    [
      "flag",
      { region: "a", profile: "ops" },
      "--profile",
      /config\.json has no profile "ops", which "--profile" names; hcloud configure list shows/,
    ],
    ["option", { region: "a", iamEndpoint: "x" }, "iamEndpoint", /^"iamEndpoint" must be a URL/],
  ])("%s %j: %s", (kind, inputs, property, message) => {
    const error = failureOf(() => resolveSettings({ inputs, ...worlds[kind] }));
    expect(error).toMatchObject({ code: "INVALID_INPUT", property });
    expect(error.message).toMatch(message);
  });

  it.each<[kind: GivenKind, advice: string]>([
    [
      "input",
      "set huaweicloud:accessKey and huaweicloud:secretKey (the latter with --secret), or " +
        'HW_ACCESS_KEY and HW_SECRET_KEY, or name a profile with the input "profile", ' +
        "huaweicloud:profile or HW_PROFILE",
    ],
    ["flag", "set HW_ACCESS_KEY and HW_SECRET_KEY, or name a profile with --profile or HW_PROFILE"],
    [
      "option",
      'set the option "credentials", or HW_ACCESS_KEY and HW_SECRET_KEY, or name a profile with ' +
        "HW_PROFILE",
    ],
  ])("%s: no credentials", async (kind, advice) => {
    const settings = resolveSettings({ inputs: { region: "a" }, ...worlds[kind] });
    const { credentials } = clientOptionsOf(settings);
    if (typeof credentials !== "function") throw new TypeError("no provider");
    await expect(credentials()).rejects.toThrow(`no credentials: ${advice}`);
  });

  it.each([
    [{ config: { profile: "ops" } }, "huaweicloud:profile"],
    [{ own: { profile: "ops" } }, "huaweicloud-dcs:profile"],
    [{ env: { HW_PROFILE: "ops" } }, "HW_PROFILE"],
  ])("a profile that is not there, named by %j", (sources, property) => {
    const problems = problemsOf({
      ...sources,
      inputs: { region: "a" },
      env: { ...home, ...("env" in sources && sources.env) },
    });
    expect(problems).toEqual([
      { property, reason: expect.stringContaining(`which "${property}" names`) as string },
    ]);
  });

  it.each([
    [{ config: { accessKey: "A" } }, "huaweicloud:secretKey", "huaweicloud:accessKey"],
    [{ config: { secretKey: "VALUE" } }, "huaweicloud:accessKey", "huaweicloud:secretKey"],
    [{ own: { accessKey: "A" } }, "huaweicloud-dcs:secretKey", "huaweicloud-dcs:accessKey"],
    [{ env: { HW_ACCESS_KEY: "A" } }, "HW_SECRET_KEY", "HW_ACCESS_KEY"],
    [{ env: { OS_SECRET_KEY: "VALUE" } }, "HW_ACCESS_KEY", "OS_SECRET_KEY"],
    [{ env: { CLOUD_SDK_SK: "VALUE" } }, "CLOUD_SDK_AK", "CLOUD_SDK_SK"],
  ])("half a key pair: %j", async (sources, missing, given) => {
    const whole = { ...sources, inputs: { region: "a" } };
    const reason = expect.stringMatching(
      new RegExp(`^"${missing}" is missing in .* while "${given}" is set; set both$`),
    ) as string;
    expect(problemsOf(whole)).toEqual([{ property: missing, reason }]);
    await expect(credentialsOf(whole)).rejects.toMatchObject({ property: missing });
    await expect(credentialsOf(whole)).rejects.not.toThrow("VALUE");
  });

  it("keys of our own are not completed by others", async () => {
    const sources = {
      inputs: { region: "a" },
      own: { accessKey: "A" },
      config: { secretKey: "S" },
      env: { HW_SECRET_KEY: "S" },
    };
    await expect(credentialsOf(sources)).rejects.toThrow(/^"huaweicloud-dcs:secretKey" is missing/);
  });

  it("a plugin names its own namespace alone", () => {
    const configuration = (name: string) =>
      name.startsWith("huaweicloud:") ? "X" : { "huaweicloud-dcs:region": "eu-de" }[name];
    const namespaces = ["huaweicloud-dcs"];
    const env = { ...home, ...off };
    expect(resolveSettings({ inputs: {}, configuration, namespaces, env })).toMatchObject({
      region: "eu-de",
      projectId: undefined,
      warnings: [],
    });
    const none = { inputs: {}, configuration: () => undefined, namespaces, env };
    expect(() => resolveSettings(none)).toThrow(
      '"region" must be set: use the input "region", huaweicloud-dcs:region or HW_REGION_NAME',
    );
  });
});

describe("a password", () => {
  const user = { HW_USER_NAME: "u", HW_USER_PASSWORD: "VALUE", HW_DOMAIN_NAME: "d" };
  const inputs = { region: "cn-north-4", endpoint: "https://dcs.a.example" };
  const advice =
    "sent to IAM, whose address does not follow from a DCS endpoint: set huaweicloud:endpoints.iam, " +
    "huaweicloud:authUrl or HW_AUTH_URL";

  it("is not sent to the neighbour of a DCS endpoint, and the preview says so", async () => {
    const refused = { inputs, env: user };
    await expect(credentialsOf(refused)).rejects.toThrow(`a password is ${advice}`);
    expect(problemsOf(refused)).toEqual([
      { property: "huaweicloud:endpoints.iam", reason: `a password is ${advice}` },
    ]);
  });

  it("nor a token, where IAM is asked for the project", async () => {
    const env = { HW_AUTH_TOKEN: "T" };
    await expect(credentialsOf({ inputs, env })).rejects.toThrow(
      `a token without a project id is ${advice}`,
    );
    const known = { inputs: { ...inputs, projectId: "p" }, env };
    await expect(credentialsOf(known)).resolves.toMatchObject({ authToken: "T" });
  });

  it.each([
    ["IAM is given", { inputs, env: { ...user, HW_AUTH_URL: "https://iam.b.example/v3" } }],
    ["it follows from the region", { inputs: { region: "cn-north-4" }, env: user }],
    ["it follows from the cloud", { inputs, config: { cloud: "a.example" }, env: user }],
  ])("may be sent where %s", (_, sources) => {
    expect(resolve(sources).identity()).toMatchObject({ kind: "user" });
    expect(problemsOf(sources)).toEqual([]);
  });
});

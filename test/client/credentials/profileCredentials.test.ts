import { writeFileSync } from "node:fs";
import path from "node:path";
import { profileCredentials } from "../../../src/client";
import { readProfile } from "../../../src/settings/sources/profile";
import { homeWith, removeHomes, SHARED } from "./support/home";

afterAll(removeHomes);

const aksk = {
  name: "default",
  mode: "AKSK",
  accessKeyId: "AK-1",
  secretAccessKey: "SK-1",
  securityToken: "",
  region: "cn-north-4",
  projectId: "p1",
};
const sso = {
  name: "sso",
  mode: "SSO",
  accessKeyId: "AK-OLD",
  secretAccessKey: "SK-OLD",
  ssoAuth: {
    stsToken: { accessKeyId: "AK-SSO", secretAccessKey: "SK-SSO", securityToken: "T-SSO" },
  },
};
const agency = { ...aksk, name: "agency", agencyName: "ops", agencyDomainName: "acme" };
const file = (...profiles: object[]): string =>
  JSON.stringify({ current: "default", profiles, language: "en" });
const home = (content: string) => homeWith({ [SHARED]: content });

describe("a profile of KooCLI", () => {
  it("gives its keys, and names itself and its file", async () => {
    const env = home(file(aksk, sso));
    await expect(profileCredentials({ env })()).resolves.toEqual({
      accessKey: "AK-1",
      secretKey: "SK-1",
      source: `the profile "default" of ${path.join(env.HOME, SHARED)}`,
    });
  });

  it("without a home folder is refused", async () => {
    await expect(profileCredentials({ env: {} })()).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringMatching(
        /^"~\/\.hcloud\/config\.json" cannot be found without a home folder: set [A-Z]+$/,
      ) as string,
    });
  });

  it("of mode SSO gives its temporary keys", async () => {
    await expect(
      profileCredentials({ profile: "sso", env: home(file(aksk, sso)) })(),
    ).resolves.toMatchObject({
      accessKey: "AK-SSO",
      secretKey: "SK-SSO",
      securityToken: "T-SSO",
    });
  });

  it("is the current one of the file where none is named", async () => {
    const content = JSON.stringify({ current: "sso", profiles: [aksk, sso] });
    const provider = profileCredentials({ env: home(content) });
    await expect(provider()).resolves.toMatchObject({ accessKey: "AK-SSO" });
  });

  it("is read each time, since hcloud refreshes the keys of SSO", async () => {
    const env = home(file(sso));
    const provider = profileCredentials({ profile: "sso", env });
    await provider();
    writeFileSync(path.join(env.HOME, SHARED), file({ ...aksk, name: "sso" }));
    await expect(provider()).resolves.toMatchObject({ accessKey: "AK-1" });
  });

  it("is found in another file, in which ~ is the home folder", async () => {
    const env = homeWith({ "keys/hcloud.json": file(aksk) });
    const provider = profileCredentials({ sharedConfigFile: "~/keys/hcloud.json", env });
    await expect(provider()).resolves.toMatchObject({ accessKey: "AK-1" });
  });

  it("also gives region, project and agency", () => {
    expect(
      readProfile({ profile: { value: "agency", name: "profile" }, env: home(file(agency)) }),
    ).toMatchObject({
      region: "cn-north-4",
      projectId: "p1",
      agency: { agencyName: "ops", domainName: "acme" },
    });
    const byId = home(file({ ...agency, agencyDomainId: "d1" }));
    expect(
      readProfile({ profile: { value: "agency", name: "profile" }, env: byId }).agency,
    ).toMatchObject({ domainId: "d1" });
  });

  it("has no region, project or agency where these are empty or no text", () => {
    const empty = { ...aksk, region: "", projectId: 5, agencyName: "" };
    expect(readProfile({ env: home(file(empty)) })).toMatchObject({
      region: undefined,
      projectId: undefined,
      agency: undefined,
    });
  });

  it.each([
    ["no JSON", "{VALUE", {}, /is not the JSON object that KooCLI writes$/],
    ["one byte", "{", {}, /is not the JSON object that KooCLI writes$/],
    ["a list", '["VALUE"]', {}, /is not the JSON object that KooCLI writes$/],
    ["null", "null", {}, /is not the JSON object that KooCLI writes$/],
    ["text", '"VALUE"', {}, /is not the JSON object that KooCLI writes$/],
    ["no profiles", '{"profiles":"VALUE"}', {}, /has no profile "default"; hcloud configure list/],
    [
      "another profile",
      file(aksk),
      { profile: "prod" },
      /has no profile "prod", which "profile" names; hcloud conf/,
    ],
    [
      "half a pair",
      file({ ...aksk, accessKeyId: "VALUE", secretAccessKey: "" }),
      {},
      /^"secretAccessKey" is missing in the profile "default" of .*config\.json while/,
    ],
    [
      "a number for a key",
      file({ ...aksk, accessKeyId: 5 }),
      {},
      /^"accessKeyId" in the profile "default" of .* must be text/,
    ],
    ["no keys", file({ name: "default" }), {}, /has no access key in profile "default"; only/],
    [
      "no SSO log-in",
      file({ ...sso, ssoAuth: {} }),
      { profile: "sso" },
      /has no access key in profile "sso"; log in with hcloud configure sso$/,
    ],
    [
      "null for the SSO log-in",
      file({ ...sso, ssoAuth: null }),
      { profile: "sso" },
      /has no access key in profile "sso"; log in with hcloud configure sso$/,
    ],
    [
      "keys that are said to be encrypted without quotes",
      JSON.stringify({ authEncrypt: true, profiles: [aksk] }),
      {},
      /has keys that KooCLI has encrypted \(authEncrypt\)/,
    ],
    [
      "encrypted keys",
      JSON.stringify({ authEncrypt: "true", profiles: [{ ...aksk, accessKeyId: "VALUE" }] }),
      {},
      /has keys that KooCLI has encrypted \(authEncrypt\), so those of profile "default" cannot be/,
    ],
  ])("is refused with %s, and no value is shown", async (_, content, options, message) => {
    const provider = profileCredentials({ ...options, env: home(content) });
    await expect(provider()).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringMatching(message) as string,
    });
    await expect(provider()).rejects.not.toThrow("VALUE");
  });

  it("is refused where there is no file", async () => {
    await expect(profileCredentials({ env: homeWith() })()).rejects.toThrow(
      /config\.json does not exist; hcloud configure init creates it$/,
    );
  });

  it("is refused with the name of what names it", async () => {
    const missing = profileCredentials({ profile: "prod", env: home(file(aksk)) });
    await expect(missing()).rejects.toMatchObject({ property: "profile" });
    const nowhere = profileCredentials({ sharedConfigFile: "/nowhere/config.json", env: {} });
    await expect(nowhere()).rejects.toMatchObject({
      property: "sharedConfigFile",
      message:
        'the file /nowhere/config.json, which "sharedConfigFile" names, does not exist; ' +
        "hcloud configure init creates it",
    });
  });

  it.each<[what: string, encode: (text: string) => Buffer]>([
    ["with a mark", (text) => Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["without a mark", (text) => Buffer.from(text, "utf16le")],
    ["of the other order", (text) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
    ["of the other order, without a mark", (text) => Buffer.from(text, "utf16le").swap16()],
  ])("is refused in UTF-16 %s", async (_, encode) => {
    const env = home("");
    writeFileSync(path.join(env.HOME, SHARED), encode(file(aksk)));
    await expect(profileCredentials({ env })()).rejects.toThrow(
      /config\.json is in UTF-16; save it as UTF-8$/,
    );
  });

  it("that is not used for its keys may have none", () => {
    const env = home(file({ name: "default", region: "cn-north-4" }));
    const profile = readProfile({ env });
    expect(profile.region).toBe("cn-north-4");
    expect(() => profile.credentials()).toThrow('has no access key in profile "default"');
  });
});

import { inspect } from "node:util";
import {
  chainCredentials,
  type Credentials,
  type CredentialsProvider,
  DcsClient,
  type Environment,
  environmentCredentials,
  staticCredentials,
} from "../../src/client";
import { closeServers, serve } from "./support/answerServer";
import { ask, clientOf, keys } from "./support/clients";

const hw = { HW_ACCESS_KEY: "AK-HW", HW_SECRET_KEY: "SK-HW" };
const sdk = { HUAWEICLOUD_SDK_AK: "AK-SDK", HUAWEICLOUD_SDK_SK: "SK-SDK" };
const page = { CLOUD_SDK_AK: "AK-PAGE", CLOUD_SDK_SK: "SK-PAGE" };
const nothing: CredentialsProvider = () => Promise.resolve(undefined);

afterEach(closeServers);

describe("credentials", () => {
  it.each<[what: string, env: Environment, accessKey: string, source: string]>([
    ["Terraform's variables", { ...page, ...sdk, ...hw }, "AK-HW", "HW_ACCESS_KEY, HW_SECRET_KEY"],
    ["the vendor's SDKs'", { ...page, ...sdk }, "AK-SDK", "HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK"],
    ["those of the API page", page, "AK-PAGE", "CLOUD_SDK_AK, CLOUD_SDK_SK"],
    [
      "what is not empty",
      { HW_ACCESS_KEY: "", HW_SECRET_KEY: "", ...sdk },
      "AK-SDK",
      "HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK",
    ],
  ])("of the environment are taken from %s first", async (_, env, accessKey, source) => {
    await expect(environmentCredentials(env)()).resolves.toEqual({
      accessKey,
      secretKey: accessKey.replace("AK", "SK"),
      source: `the environment (${source})`,
    });
  });

  it.each<[env: Environment]>([
    [{ ...hw, HW_SECURITY_TOKEN: "T" }],
    [{ ...sdk, HUAWEICLOUD_SDK_SECURITY_TOKEN: "T", HW_SECURITY_TOKEN: "other" }],
    [{ ...page, CLOUD_SDK_SECURITY_TOKEN: "T" }],
  ])("of the environment come with the token of their own family: %j", async (env) => {
    await expect(environmentCredentials(env)()).resolves.toMatchObject({ securityToken: "T" });
  });

  it("have no token when the variable is empty", async () => {
    const found = await environmentCredentials({ ...hw, HW_SECURITY_TOKEN: "" })();
    expect(found).not.toHaveProperty("securityToken");
  });

  it("are none in an environment without any", async () => {
    await expect(environmentCredentials({ HW_SECURITY_TOKEN: "T" })()).resolves.toBeUndefined();
  });

  it("of the environment are read each time", async () => {
    const env: Record<string, string> = { ...hw };
    const provider = environmentCredentials(env);
    await provider();
    env["HW_ACCESS_KEY"] = "AK-NEW";
    await expect(provider()).resolves.toMatchObject({ accessKey: "AK-NEW" });
  });

  it.each<[missing: string, set: string, env: Environment]>([
    ["HW_SECRET_KEY", "HW_ACCESS_KEY", { HW_ACCESS_KEY: "VALUE", ...sdk }],
    ["HW_ACCESS_KEY", "HW_SECRET_KEY", { HW_SECRET_KEY: "VALUE", ...sdk }],
    ["HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_AK", { HUAWEICLOUD_SDK_AK: "VALUE" }],
    ["CLOUD_SDK_AK", "CLOUD_SDK_SK", { CLOUD_SDK_SK: "VALUE" }],
  ])("that are half a pair are refused: %s is missing", async (missing, set, env) => {
    await expect(environmentCredentials(env)()).rejects.toMatchObject({
      code: "INVALID_INPUT",
      property: missing,
      message: expect.stringMatching(
        new RegExp(`^"${missing}" is missing in .*"${set}" is set; set both$`),
      ) as string,
    });
    await expect(environmentCredentials(env)()).rejects.not.toThrow("VALUE");
  });

  it.each<[variable: string, value: string]>([
    ["HW_ACCESS_KEY", "VALUE "],
    ["HW_SECRET_KEY", "VALUE\n"],
    ["HW_SECRET_KEY", " VALUE"],
    ["HW_SECRET_KEY", "VAL UE"],
    ["HW_SECRET_KEY", "VALUE\u00a0"],
    ["HW_SECURITY_TOKEN", "VALUE\r\nX-Injected: 1"],
  ])("with a space or a line end in %s are refused: %j", async (variable, value) => {
    const provider = environmentCredentials({ ...hw, [variable]: value });
    await expect(provider()).rejects.toMatchObject({
      code: "INVALID_INPUT",
      property: variable,
      message: expect.stringMatching(
        /must be text of ASCII characters, without spaces or line breaks$/,
      ) as string,
    });
    await expect(provider()).rejects.not.toThrow("VAL");
  });

  it("come from the first of a chain that has any, and the others are not asked", async () => {
    const never = jest.fn(nothing);
    const chain = chainCredentials(nothing, staticCredentials(keys, "a file"), never);
    await expect(chain()).resolves.toEqual({ ...keys, source: "a file" });
    expect(never).not.toHaveBeenCalled();
  });

  it("are none when no part of a chain has any", async () => {
    await expect(chainCredentials(nothing, nothing)()).resolves.toBeUndefined();
  });

  it("that are half a pair stop a chain", async () => {
    const half = environmentCredentials({ HW_ACCESS_KEY: "AK" });
    await expect(chainCredentials(half, staticCredentials(keys))()).rejects.toThrow(
      '"HW_SECRET_KEY" is missing',
    );
  });

  it("are refreshed along a whole chain after a rejection", async () => {
    const provider = jest.fn(nothing);
    await chainCredentials(provider)({ refresh: true });
    expect(provider).toHaveBeenCalledWith({ refresh: true });
  });

  it.each<[what: string, credentials: unknown, message: RegExp]>([
    ["no key", {}, /^"credentials" must hold "accessKey" and "secretKey", or "authToken"$/],
    ["no secret key", { accessKey: "VALUE" }, /^"secretKey" is missing in the client's options/],
    ["no access key", { secretKey: "VALUE" }, /^"accessKey" is missing/],
    ["a line end", { accessKey: "VALUE", secretKey: "VALUE\n" }, /^"secretKey" .* must be text/],
    ["a number", { accessKey: 5, secretKey: "VALUE" }, /^"accessKey" .* must be text/],
    ["a broken token", { ...keys, securityToken: "VALUE\n" }, /^"securityToken" .* must be text/],
  ])("with %s are refused by the client's constructor", (_, credentials, message) => {
    const make = (): DcsClient =>
      new DcsClient({ region: "cn-north-4", credentials: credentials as Credentials });
    expect(make).toThrow(
      expect.objectContaining({
        code: "INVALID_INPUT",
        property: expect.stringMatching(
          /^(credentials|accessKey|secretKey|securityToken)$/,
        ) as string,
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
    expect(make).not.toThrow("VALUE");
  });

  it("that the provider lacks are an error before any request", async () => {
    const server = await serve();
    await expect(ask(server, { credentials: nothing })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      property: "credentials",
      message: "no credentials: the client's credentials provider returned none",
    });
    expect(server.requests).toHaveLength(0);
  });

  it("of a provider that gives half a pair are refused before any request", async () => {
    const server = await serve();
    const half: CredentialsProvider = () =>
      Promise.resolve({ accessKey: "AK", secretKey: "", source: "a vault" });
    await expect(ask(server, { credentials: half })).rejects.toThrow(
      '"secretKey" is missing in a vault while "accessKey" is set; set both',
    );
    expect(server.requests).toHaveLength(0);
  });

  it("of a provider that gives a broken token are not shown", async () => {
    const broken: CredentialsProvider = () =>
      Promise.resolve({ ...keys, securityToken: "VALUE\n", source: "a vault" });
    const query = ask(await serve(), { credentials: broken });
    await expect(query).rejects.toThrow('"securityToken" in a vault must be text');
    await expect(query).rejects.not.toThrow("VALUE");
  });

  it("cannot be seen in a client, also after it was used", async () => {
    const server = await serve({ body: { progress: 1 } });
    const client = clientOf(server, { credentials: { ...keys, securityToken: "TOKENEXAMPLE" } });
    await client.showBackgroundTaskProgress({ instanceId: "i", taskId: "t" });
    const shown = [
      inspect(client, { depth: 10, showHidden: true }),
      JSON.stringify(client),
      ...Object.values(client).map(String),
    ].join();
    expect(shown).toContain("cn-north-4");
    expect(shown).not.toMatch(/AKEXAMPLE|SKEXAMPLE|TOKENEXAMPLE/);
  });
});

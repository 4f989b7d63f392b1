import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileCredentials } from "../../../src/client";
import { readCredentialsFile } from "../../../src/settings/sources/credentialsFile";
import { homeWith, removeHomes, SDK_FILE } from "./support/home";

afterAll(removeHomes);

const text = "[basic]\nak = AK-FILE\nsk = SK-FILE\nsecurity_token = T\n";

describe("the credentials file of the vendor's SDKs", () => {
  it("gives the keys of [basic], and names itself", async () => {
    const env = homeWith({ [SDK_FILE]: text });
    await expect(fileCredentials(env)()).resolves.toEqual({
      accessKey: "AK-FILE",
      secretKey: "SK-FILE",
      securityToken: "T",
      source: `the file ${path.join(env.HOME, SDK_FILE)}, section [basic]`,
    });
  });

  it("is found where HUAWEICLOUD_SDK_CREDENTIALS_FILE says", async () => {
    const { HOME } = homeWith({ elsewhere: "[basic]\nak = AK-2\nsk = SK-2\n" });
    const env = {
      ...homeWith({ [SDK_FILE]: text }),
      HUAWEICLOUD_SDK_CREDENTIALS_FILE: path.join(HOME, "elsewhere"),
    };
    await expect(fileCredentials(env)()).resolves.toMatchObject({ accessKey: "AK-2" });
  });

  it("is read each time", async () => {
    const env = homeWith({ [SDK_FILE]: text });
    const provider = fileCredentials(env);
    await provider();
    writeFileSync(path.join(env.HOME, SDK_FILE), "[basic]\nak = AK-NEW\nsk = SK-NEW\n");
    await expect(provider()).resolves.toMatchObject({ accessKey: "AK-NEW" });
  });

  it("also gives the project and the IAM endpoint", () => {
    const more = "project_id = p1\niam_endpoint = https://iam.example\n";
    expect(readCredentialsFile(homeWith({ [SDK_FILE]: text + more }))).toMatchObject({
      projectId: "p1",
      iamEndpoint: "https://iam.example",
    });
  });

  it("is understood with a byte order mark", async () => {
    const env = homeWith({ [SDK_FILE]: `\uFEFF${text}` });
    await expect(fileCredentials(env)()).resolves.toMatchObject({ accessKey: "AK-FILE" });
  });

  it.each([
    ["no home folder", {}],
    ["no such file", homeWith()],
  ])("gives none with %s", async (_, env) => {
    await expect(fileCredentials(env)()).resolves.toBeUndefined();
  });

  it.each<[what: string, content: string | Buffer, message: RegExp]>([
    ["half a pair", "[basic]\nak = VALUE\n", /^"sk" is missing in the file .*credentials, section/],
    ["a space in a key", "[basic]\nak = VALUE\nsk = VAL UE\n", /^"sk" in the file .* must be text/],
    ["no section", "ak = VALUE\nsk = VALUE\n", /has neither a section \[basic\] nor \[global\]$/],
    ["a line that is none", "[basic]\nVALUE\n", /has a line that is not of the form name = value/],
    [
      "a line that is none behind others",
      "[basic]\nak = VALUE\nsk = VALUE\nVALUE\n",
      /has a line that is not of the form name = value/,
    ],
    ["null for a section", "basic = null\n", /has neither a section \[basic\] nor \[global\]$/],
    ["no keys", "[basic]\nproject_id = VALUE\n", /has no ak and sk in section \[basic\]$/],
    [
      "an identity provider",
      "[basic]\nidp_id = VALUE\nid_token_file = VALUE\n",
      /\(idp_id\), which is not supported; set ak and sk in section \[basic\]$/,
    ],
    [
      "a colon for =",
      "[basic]\nak: VALUE\nsk: VALUE\n",
      /credentials has "name: value" in section \[basic\]; write name = value$/,
    ],
    [
      "a colon before a = of the value",
      "[basic]\nak = VALUE\nsk: VALUE=\n",
      /has "name: value" in section \[basic\]; write name = value$/,
    ],
    ["an empty key", "[basic]\nak =\nsk = VALUE\n", /^"ak" is missing in the file .*\[basic\] whi/],
    ["two empty keys", "[basic]\nak =\nsk =\n", /has no ak and sk in section \[basic\]$/],
    [
      "UTF-16",
      Buffer.from("\uFEFF[basic]\nak = VALUE\n", "utf16le"),
      /is in UTF-16; save it as UTF-8$/,
    ],
    ["something that is no text", "\0\u0001VALUE", /has neither a section/],
    ["too much", `[basic]\nak = VALUE${" ".repeat(1024 * 1024)}`, /not a file of at most 1 MB$/],
  ])("is refused with %s, and its content is not shown", async (_, content, message) => {
    const provider = fileCredentials(homeWith({ [SDK_FILE]: content }));
    await expect(provider()).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringMatching(message) as string,
    });
    await expect(provider()).rejects.not.toThrow("VAL");
  });

  it("is refused when it is named and not there", async () => {
    const env = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: "/nowhere/credentials" };
    await expect(fileCredentials(env)()).rejects.toThrow(
      'the file /nowhere/credentials, which "HUAWEICLOUD_SDK_CREDENTIALS_FILE" names, does not exist',
    );
  });

  it("is refused, with the reason, when it cannot be looked at", async () => {
    const name = "x".repeat(300);
    const env = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: name };
    await expect(fileCredentials(env)()).rejects.toMatchObject({
      code: "INVALID_INPUT",
      property: "HUAWEICLOUD_SDK_CREDENTIALS_FILE",
      message:
        `the file ${name}, which "HUAWEICLOUD_SDK_CREDENTIALS_FILE" names, cannot be read ` +
        "(ENAMETOOLONG); check its path and permissions",
    });
  });

  it("is refused when it is a folder", async () => {
    const env = homeWith();
    mkdirSync(path.join(env.HOME, SDK_FILE), { recursive: true });
    await expect(fileCredentials(env)()).rejects.toThrow("is not a file of at most 1 MB");
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { signRequest } from "../../src/client";
import { readCredentialsFile } from "../../src/client/credentials/fileCredentials";
import { readProfile } from "../../src/client/credentials/profileCredentials";
import { parseTemporaryKeys } from "../../src/client/credentials/temporaryKeys";
import { hostileJson, hostileText, mutated } from "./support/hostile";
import { holds, typed } from "./support/holds";

const folder = mkdtempSync(path.join(tmpdir(), "dcs-fuzz-"));
const file = path.join(folder, "file");
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));

/** What is let pass can be put into headers. */
function sign(found: { readonly credentials: object } | undefined): void {
  const credentials = found?.credentials;
  if (!credentials || !("accessKey" in credentials)) return;
  signRequest({ method: "GET", url: "https://h/" }, credentials as never);
}

test("no credentials file makes reading it fail with anything but its error", async () => {
  const line = fc.oneof(
    hostileText,
    fc.constantFrom(
      "[basic]",
      "[global]",
      "[__proto__]",
      "ak = A",
      "sk = S",
      "ak[] = A",
      "ak",
      "#",
    ),
    fc.tuple(fc.constantFrom("ak", "sk", "security_token"), hostileText).map((p) => p.join("=")),
  );
  const content = fc.oneof(
    bytes,
    fc.array(line, { maxLength: 12 }).map((all) => all.join("\n")),
  );
  await holds(content, (text) => {
    writeFileSync(file, text);
    sign(typed(() => readCredentialsFile({ HUAWEICLOUD_SDK_CREDENTIALS_FILE: file })));
  });
});

test("no file of KooCLI makes reading it fail with anything but its error", async () => {
  const good = {
    current: "a",
    profiles: [
      { name: "a", mode: "AKSK", accessKeyId: "A", secretAccessKey: "S", region: "cn-north-4" },
      { name: "b", mode: "SSO", ssoAuth: { stsToken: { accessKeyId: "A", secretAccessKey: "S" } } },
    ],
  };
  const json = fc
    .oneof(mutated(good), hostileJson)
    .map((value) => JSON.stringify([value]).slice(1, -1));
  await holds(fc.tuple(fc.oneof(bytes, json), fc.constantFrom("a", "b", undefined)), (input) => {
    const [text, profile] = input;
    writeFileSync(file, text);
    sign(typed(() => readProfile({ profile, sharedConfigFile: file, env: {} })));
  });
});

test("no answer with temporary keys makes reading it fail with anything but its error", async () => {
  const good = {
    credential: {
      access: "A",
      secret: "S",
      securitytoken: "T",
      expires_at: "2099-01-01T00:00:00Z",
    },
  };
  await holds(fc.oneof(mutated(good), hostileJson), (answer) => {
    const found = typed(() => parseTemporaryKeys("it", answer, "a test"));
    sign(found);
    expect(Number.isFinite(found?.expiresAt ?? 0)).toBe(true);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { type SourcedCredentials, signRequest } from "../../src/client";
import { readCredentialsFile } from "../../src/settings/sources/credentialsFile";
import { readProfile } from "../../src/settings/sources/profile";
import { parseTemporaryKeys } from "../../src/client/credentials/temporaryKeys";
import { isDcsError } from "../../src/errors";
import { hostileBody, hostileJson, hostileText, mutated } from "./support/hostile";
import { expectHarmless, holds } from "./support/holds";

interface Found {
  readonly credentials: SourcedCredentials;
  readonly expiresAt?: number | undefined;
}

const secret = "SecretKeyThatNoMessageMayQuote";
const folder = mkdtempSync(path.join(tmpdir(), "dcs-fuzz-"));
const file = path.join(folder, "file");
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/**
 * Fails unless `read` returns credentials that are valid in headers, or throws a typed error on one
 * harmless line without the secret.
 */
function expectTyped(read: () => Found | undefined): void {
  try {
    const { credentials, expiresAt = 0 } = read() ?? {};
    if (credentials && "accessKey" in credentials) {
      signRequest({ method: "GET", url: "https://h/" }, credentials);
    }
    expect(Number.isFinite(expiresAt)).toBe(true);
  } catch (error) {
    if (!isDcsError(error)) throw error;
    expectHarmless(error.message);
    expect(error.message).not.toContain(secret);
  }
}

test("every invalid configuration file of KooCLI is a typed error", async () => {
  const good = {
    current: "ops",
    authEncrypt: "false",
    profiles: [
      {
        name: "ops",
        mode: "AKSK",
        accessKeyId: "AKEXAMPLE",
        secretAccessKey: secret,
        securityToken: "",
        region: "cn-north-4",
        agencyName: "agency",
        agencyDomainName: "acme",
        ssoAuth: { stsToken: { accessKeyId: "AK", secretAccessKey: secret, securityToken: "T" } },
      },
    ],
  };
  await holds(
    fc.tuple(
      hostileBody(fc.oneof({ weight: 4, arbitrary: mutated(good) }, hostileJson)),
      fc.constantFrom("ops", "other", undefined),
    ),
    ([bytes, profile]) => {
      writeFileSync(file, bytes);
      expectTyped(() => {
        const profileName = profile === undefined ? undefined : { value: profile, name: "profile" };
        const request = { profile: profileName, file: { value: file, name: "file" }, env: {} };
        return { credentials: readProfile(request).credentials() };
      });
    },
    500,
  );
});

test("every invalid credentials file is a typed error", async () => {
  const line = fc.oneof(
    hostileText,
    fc.constantFrom("[basic]", "[global]", "[__proto__]", "[constructor]", "[basic", "ak", "[]"),
    fc
      .tuple(
        fc.constantFrom("ak", "sk", "AK", "security_token", "project_id", "__proto__", "ak[]"),
        fc.constantFrom("=", " = ", ":", " "),
        fc.oneof(hostileText, fc.constant(secret), fc.constant("'"), fc.constant('"')),
      )
      .map((parts) => parts.join("")),
  );
  const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join("\n"));
  await holds(
    fc.oneof(text, fc.uint8Array({ maxLength: 200 })),
    (content) => {
      writeFileSync(file, content);
      expectTyped(() => readCredentialsFile({ HUAWEICLOUD_SDK_CREDENTIALS_FILE: file }));
    },
    500,
  );
});

test("every invalid answer of IAM, STS or the metadata is a typed error", async () => {
  const iam = {
    credential: {
      access: "AKEXAMPLE",
      secret,
      securitytoken: "token",
      expires_at: "2026-11-24T08:00:00.000000Z",
    },
  };
  const sts = {
    credentials: { access_key_id: "AK", secret_access_key: secret, security_token: "token" },
  };
  await holds(
    fc.oneof(mutated(iam), mutated(sts), hostileJson),
    (answer) => {
      expectTyped(() => parseTemporaryKeys("securitykey", answer, "the metadata of this ECS"));
    },
    500,
  );
});

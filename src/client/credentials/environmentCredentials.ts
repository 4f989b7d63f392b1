import {
  checkCredentials,
  checkToken,
  type CredentialNames,
  type CredentialsProvider,
  type SourcedCredentials,
} from "./credentials";

/** A set of environment variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of Terraform's provider, of the vendor's SDKs, and of the vendor's API pages. */
const families: readonly CredentialNames[] = [
  {
    accessKey: "HW_ACCESS_KEY",
    secretKey: "HW_SECRET_KEY",
    securityToken: "HW_SECURITY_TOKEN",
  },
  {
    accessKey: "HUAWEICLOUD_SDK_AK",
    secretKey: "HUAWEICLOUD_SDK_SK",
    securityToken: "HUAWEICLOUD_SDK_SECURITY_TOKEN",
  },
  {
    accessKey: "CLOUD_SDK_AK",
    secretKey: "CLOUD_SDK_SK",
    securityToken: "CLOUD_SDK_SECURITY_TOKEN",
  },
];

/**
 * Reads the token of IAM in `HW_AUTH_TOKEN`; else `HW_ACCESS_KEY`, `HW_SECRET_KEY`,
 * `HW_SECURITY_TOKEN`; else `HUAWEICLOUD_SDK_AK`, `_SK`, `_SECURITY_TOKEN`; else `CLOUD_SDK_AK`,
 * `_SK`, `_SECURITY_TOKEN`. Reads them anew for each request.
 */
export function environmentCredentials(env: Environment = process.env): CredentialsProvider {
  return () => Promise.resolve().then(() => readEnvironmentCredentials(env));
}

/**
 * The same at once.
 *
 * @throws {DcsError} `INVALID_INPUT` when the first family that is set is half a pair
 */
export function readEnvironmentCredentials(env: Environment): SourcedCredentials | undefined {
  const tokenSource = "the environment (HW_AUTH_TOKEN)";
  const token = checkToken(env["HW_AUTH_TOKEN"], tokenSource, "HW_AUTH_TOKEN");
  if (token) return token;
  for (const names of families) {
    const found = checkCredentials(
      {
        accessKey: env[names.accessKey],
        secretKey: env[names.secretKey],
        securityToken: env[names.securityToken] || undefined,
      },
      `the environment (${names.accessKey}, ${names.secretKey})`,
      names,
    );
    if (found) return found;
  }
  return undefined;
}

/** Whether the environment says who asks, be it complete or not. */
export function hasCredentials(env: Environment): boolean {
  const pairs = families.flatMap(({ accessKey, secretKey }) => [accessKey, secretKey]);
  return ["HW_AUTH_TOKEN", "HW_USER_PASSWORD", ...pairs].some((name) => env[name]);
}

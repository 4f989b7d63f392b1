import {
  checkCredentials,
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
 * Reads `HW_ACCESS_KEY`, `HW_SECRET_KEY`, `HW_SECURITY_TOKEN`; else `HUAWEICLOUD_SDK_AK`, `_SK`,
 * `_SECURITY_TOKEN`; else `CLOUD_SDK_AK`, `_SK`. Reads them anew for each request.
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

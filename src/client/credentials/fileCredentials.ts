import { readCredentialsFile } from "../../settings/sources/credentialsFile";
import type { Environment } from "../../settings/sources/source";
import type { CredentialsProvider } from "../access/credentials";

/**
 * Reads the credentials file of the vendor's SDKs, again for each request:
 * `HUAWEICLOUD_SDK_CREDENTIALS_FILE`, else `~/.huaweicloud/credentials`; its section `[basic]`, else
 * `[global]`, with `ak`, `sk` and `security_token`.
 */
export function fileCredentials(env: Environment = process.env): CredentialsProvider {
  return () => Promise.resolve().then(() => readCredentialsFile(env)?.credentials);
}

import { readCredentialsFile } from "../../settings/sources/credentialsFile";
import type { Environment } from "../../settings/sources/source";
import { assertNoProblem } from "../../checks";
import { environmentProblem } from "../../optionChecks";
import type { CredentialsProvider } from "../access/credentials";

/**
 * Reads the credentials file of the vendor's SDKs for each request: the file that
 * `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names, else `~/.huaweicloud/credentials`. The keys `ak`, `sk` and
 * `security_token` are taken from the section `[basic]`, else `[global]`.
 *
 * @param env - environment variables. Default `process.env`.
 * @throws {DcsError} when called: `INVALID_INPUT` naming the file if it cannot be used
 */
export function fileCredentials(env: Environment = process.env): CredentialsProvider {
  assertNoProblem("env", environmentProblem(env));
  return () => Promise.resolve().then(() => readCredentialsFile(env)?.credentials);
}

import { keysIn, tokenIn } from "../../settings/identity";
import { environmentSource, type Environment } from "../../settings/sources/source";
import { assertNoProblem } from "../../checks";
import { environmentProblem } from "../../optionChecks";
import type { CredentialsProvider } from "../access/credentials";

export type { Environment } from "../../settings/sources/source";

/**
 * Reads the IAM token in `HW_AUTH_TOKEN`; else `HW_ACCESS_KEY`, `HW_SECRET_KEY`,
 * `HW_SECURITY_TOKEN`; else `HUAWEICLOUD_SDK_AK`, `_SK`, `_SECURITY_TOKEN`; else `CLOUD_SDK_AK`,
 * `_SK`, `_SECURITY_TOKEN`. Each `HW_` variable falls back to the `OS_` variable that the Huawei
 * provider reads. The variables are read for each request.
 *
 * @param env - environment variables. Default `process.env`.
 * @throws {DcsError} when called: `INVALID_INPUT` if only one half of a key pair is set
 */
export function environmentCredentials(env: Environment = process.env): CredentialsProvider {
  assertNoProblem("env", environmentProblem(env));
  const own = environmentSource(env);
  return () =>
    Promise.resolve().then(
      () =>
        tokenIn(own) ??
        keysIn(own) ??
        keysIn(environmentSource(env, 0)) ??
        keysIn(environmentSource(env, 1)),
    );
}

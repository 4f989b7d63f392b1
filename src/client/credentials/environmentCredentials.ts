import { keysIn, tokenIn } from "../../settings/identity";
import { environmentSource, type Environment } from "../../settings/sources/source";
import type { CredentialsProvider } from "../access/credentials";

export type { Environment } from "../../settings/sources/source";

/**
 * Reads the token of IAM in `HW_AUTH_TOKEN`; else `HW_ACCESS_KEY`, `HW_SECRET_KEY`,
 * `HW_SECURITY_TOKEN`; else `HUAWEICLOUD_SDK_AK`, `_SK`, `_SECURITY_TOKEN`; else `CLOUD_SDK_AK`,
 * `_SK`, `_SECURITY_TOKEN`. Reads them again for each request. The `OS_` names of the Huawei
 * provider are read behind the `HW_` ones.
 */
export function environmentCredentials(env: Environment = process.env): CredentialsProvider {
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

import { DcsError } from "../../errors";
import { advices } from "../http/advice";
import { isRecord } from "../../json";
import { checkCredentials } from "../access/credentials";
import type { TemporaryCredentials } from "./renewCredentials";

/** Field names of IAM and the ECS metadata, then those of STS. */
const forms = [
  {
    envelope: "credential",
    accessKey: "access",
    secretKey: "secret",
    securityToken: "securitytoken",
    expiresAt: "expires_at",
  },
  {
    envelope: "credentials",
    accessKey: "access_key_id",
    secretKey: "secret_access_key",
    securityToken: "security_token",
    expiresAt: "expiration",
  },
] as const;

/**
 * Parses an answer with temporary keys, in the form of IAM or of STS.
 *
 * @param what - names the request in messages, with its address
 * @throws {DcsError} `MALFORMED_RESPONSE` if it holds none
 */
export function parseTemporaryKeys(
  what: string,
  answer: unknown,
  source: string,
): TemporaryCredentials {
  for (const form of forms) {
    const values = record(record(answer)[form.envelope]);
    const { [form.accessKey]: accessKey, [form.secretKey]: secretKey } = values;
    const securityToken = values[form.securityToken];
    if (!accessKey || !secretKey || !securityToken) continue;
    const credentials = checkCredentials({ accessKey, secretKey, securityToken }, source, form);
    const { [form.expiresAt]: end } = values;
    const expiresAt = typeof end === "string" ? Date.parse(end) : NaN;
    if (credentials) {
      return { credentials, ...(Number.isFinite(expiresAt) && { expiresAt }) };
    }
  }
  throw new DcsError(
    "MALFORMED_RESPONSE",
    `the answer of ${what} is not as documented: it holds no temporary access key; ` +
      advices.MALFORMED_RESPONSE,
    { status: 200 },
  );
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

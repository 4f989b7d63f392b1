import { createHmac } from "node:crypto";

/** Lower-case hex HMAC-SHA256 of the string to sign, keyed with the secret key itself. */
export function signature(stringToSign: string, secretKey: string): string {
  return createHmac("sha256", secretKey).update(stringToSign).digest("hex");
}

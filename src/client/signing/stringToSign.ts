import { sha256Hex } from "./payloadHash";

/** Name of the algorithm in the string to sign and in the `Authorization` header. */
export const ALGORITHM = "SDK-HMAC-SHA256";

/** Algorithm, date, and the hash of the canonical request. */
export function stringToSign(canonicalRequest: string, sdkDate: string): string {
  return `${ALGORITHM}\n${sdkDate}\n${sha256Hex(canonicalRequest)}`;
}

/** The date as `X-Sdk-Date` carries it: UTC, `YYYYMMDDTHHMMSSZ`. */
export function toSdkDate(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

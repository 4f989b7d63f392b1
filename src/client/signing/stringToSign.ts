import { sha256Hex } from "./payloadHash";

/** Name of the algorithm in the string to sign and in the `Authorization` header. */
export const ALGORITHM = "SDK-HMAC-SHA256";

/** Algorithm, date, and the hash of the canonical request. */
export function stringToSign(canonicalRequest: string, sdkDate: string): string {
  return `${ALGORITHM}\n${sdkDate}\n${sha256Hex(canonicalRequest)}`;
}

/** The date as `X-Sdk-Date` carries it: UTC, `YYYYMMDDTHHMMSSZ`. */
export function toSdkDate(date: Date): string {
  const text = date.toISOString();
  const day = text.slice(0, 4) + text.slice(5, 7) + text.slice(8, 10);
  return `${day}T${text.slice(11, 13)}${text.slice(14, 16)}${text.slice(17, 19)}Z`;
}

import { sha256Hex } from "./payloadHash";

/** Name of the algorithm in the string to sign and in the `Authorization` header. */
export const ALGORITHM = "SDK-HMAC-SHA256";

/** Algorithm, date, and the hash of the canonical request. */
export function stringToSign(canonicalRequest: string, sdkDate: string): string {
  return `${ALGORITHM}\n${sdkDate}\n${sha256Hex(canonicalRequest)}`;
}

/** Caches the last text, since many requests are signed within one second. */
let written = { second: NaN, text: "" };

/** The date in the format of `X-Sdk-Date`: UTC, `YYYYMMDDTHHMMSSZ`. */
export function toSdkDate(date: Date): string {
  const second = Math.floor(date.getTime() / 1000);
  if (second !== written.second) {
    const text = date.toISOString().replace(/[-:]|\.\d+/g, "");
    written = { second, text };
  }
  return written.text;
}

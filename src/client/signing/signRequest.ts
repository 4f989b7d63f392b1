import type { Credentials } from "../../settings/sources/credentials";
import { canonicalHeaders } from "./canonicalHeaders";
import { canonicalQuery } from "./canonicalQuery";
import { canonicalRequest } from "./canonicalRequest";
import { canonicalUri } from "./canonicalUri";
import { payloadHash } from "./payloadHash";
import { signature } from "./signature";
import { ALGORITHM, stringToSign, toSdkDate } from "./stringToSign";

/** What is signed. A WHATWG `Request` without a body fits as it is. */
export interface SignableRequest {
  /** Such as `GET`. */
  readonly method: string;
  /** Absolute. */
  readonly url: string | URL;
  /** All of these are signed, besides `host`, `x-sdk-date` and `x-security-token`. */
  readonly headers?: Iterable<readonly [string, string]> | Readonly<Record<string, string>>;
}

/** Options of {@link signRequest}. */
export interface SignOptions {
  /** Moment of the signature; the service accepts 15 minutes of difference. Default: now. */
  readonly signingDate?: Date | undefined;
  /** Body of the request. Default: none. */
  readonly body?: string | Uint8Array | undefined;
}

/**
 * Signs one request with SDK-HMAC-SHA256.
 *
 * Source: Huawei Cloud API Gateway developer guide, "AK/SK signing".
 *
 * @returns all headers to send, names in lower case: the given ones, `host`, `x-sdk-date`,
 *   `x-security-token` for temporary credentials, and `authorization`
 *
 * @example
 * ```ts
 * import { type Credentials, signRequest } from "pulumi-huaweicloud-dcs/client";
 *
 * export const headersOf = (url: string, credentials: Credentials): Record<string, string> =>
 *   signRequest({ method: "GET", url }, credentials);
 * ```
 */
export function signRequest(
  request: SignableRequest,
  credentials: Credentials,
  { signingDate = new Date(), body }: SignOptions = {},
): Record<string, string> {
  const url = typeof request.url === "string" ? new URL(request.url) : request.url;
  const sdkDate = toSdkDate(signingDate);
  const headers: Record<string, string> = {};
  for (const [given, value] of headerPairs(request.headers)) {
    const name = given.toLowerCase();
    if (name !== "authorization") headers[name] = value;
  }
  headers["host"] = url.host;
  headers["x-sdk-date"] = sdkDate;
  if (credentials.securityToken) headers["x-security-token"] = credentials.securityToken;

  const canonical = canonicalHeaders(headers);
  const text = canonicalRequest({
    method: request.method,
    uri: canonicalUri(url.pathname),
    // A search without pairs is not even looked at: that makes an object of its own.
    query: url.search === "" ? "" : canonicalQuery(url.searchParams),
    headers: canonical,
    payloadHash: headers["x-sdk-content-sha256"] ?? payloadHash(body),
  });
  const signed = signature(stringToSign(text, sdkDate), credentials.secretKey);
  headers["authorization"] =
    `${ALGORITHM} Access=${credentials.accessKey}, ` +
    `SignedHeaders=${canonical.signedHeaders}, Signature=${signed}`;
  return headers;
}

function headerPairs(
  headers: SignableRequest["headers"] = [],
): Iterable<readonly [string, string]> {
  return Symbol.iterator in headers ? headers : Object.entries(headers);
}

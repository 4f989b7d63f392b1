import type { Credentials } from "../../settings/sources/credentials";
import { assertSignable } from "./assertSignable";
import { canonicalHeaders } from "./canonicalHeaders";
import { canonicalQuery } from "./canonicalQuery";
import { canonicalRequest } from "./canonicalRequest";
import { canonicalUri } from "./canonicalUri";
import { payloadHash } from "./payloadHash";
import { signature } from "./signature";
import { ALGORITHM, stringToSign, toSdkDate } from "./stringToSign";

/** A request to sign. A WHATWG `Request` without a body can be passed as it is. */
export interface SignableRequest {
  /** HTTP method, such as `GET`. */
  readonly method: string;
  /** Absolute URL. */
  readonly url: string | URL;
  /**
   * Headers to sign, in addition to `host`, `x-sdk-date` and `x-security-token`; `authorization` is
   * ignored. Default: none.
   */
  readonly headers?: Iterable<readonly [string, string]> | Readonly<Record<string, string>>;
}

/** Options of {@link signRequest}. */
export interface SignOptions {
  /** Date of the signature; the service accepts 15 minutes of difference. Default: now. */
  readonly signingDate?: Date | undefined;
  /** Body of the request, which is hashed. Default: none. */
  readonly body?: string | Uint8Array | undefined;
}

/**
 * Signs one request with SDK-HMAC-SHA256.
 *
 * Source: Huawei Cloud API Gateway developer guide, "AK/SK signing".
 *
 * @returns all headers to send, with names in lower case: the given ones, `host`, `x-sdk-date`,
 *   `authorization`, and for temporary credentials `x-security-token`
 * @throws {DcsError} `INVALID_INPUT` if a part of the request or of the credentials is missing
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
  assertSignable({ request, credentials, signingDate });
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
    // Avoid creating a URLSearchParams object for every request without a query.
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

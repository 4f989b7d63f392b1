import { createHmac } from "node:crypto";
import { type WireRequest } from "../wireRequest";
import { canonicalRequest, sha256Hex } from "./canonicalRequest";
import { formatSdkDate, parseSdkDate } from "./compactTime";
import type { Key, KeyRing } from "../iam/keyRing";

/** Whether a request is accepted, and the known access key that the result counts for. */
export type Verdict =
  | { readonly isAllowed: true; readonly accessKey?: string }
  | { readonly isAllowed: false; readonly reason: string; readonly accessKey?: string };

interface Authorization {
  readonly accessKey: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const allowedSkewMs = 15 * 60 * 1000;

/**
 * Checks an SDK-HMAC-SHA256 signature with any set of signed headers that has X-Sdk-Date.
 *
 * @param nowMs - the service's clock; a date more than 15 minutes off is rejected
 */
export function verifySignature(
  request: WireRequest,
  { keys, nowMs }: { readonly keys: KeyRing; readonly nowMs: number },
): Verdict {
  const token = request.headers["x-auth-token"];
  if (token !== undefined) {
    return verifyToken(keys.token(token), nowMs);
  }
  const header = request.headers["authorization"];
  if (header === undefined) {
    return refuse("no Authorization header, the request is not signed");
  }
  const authorization = parseAuthorization(header);
  if (authorization === undefined) {
    return refuse("the Authorization header is not of the form SDK-HMAC-SHA256 Access=");
  }
  const { accessKey, signedHeaders, signature } = authorization;
  const key = keys.key(accessKey);
  if (key === undefined) {
    return refuse(`Get secretKey failed,ak:${accessKey},err:ak not exist`);
  }
  const reason =
    headerProblem(request, signedHeaders) ??
    dateProblem(request, nowMs) ??
    signatureProblem(request, { signedHeaders, signature, secretKey: key.secretKey }) ??
    tokenProblem(request, key) ??
    expiryProblem(key.expiresAt, nowMs);
  return reason === undefined ? { isAllowed: true, accessKey } : refuse(reason, accessKey);
}

function verifyToken(token: { readonly expiresAt: number } | undefined, nowMs: number): Verdict {
  const reason = token === undefined ? "decrypt token fail" : expiryProblem(token.expiresAt, nowMs);
  return reason === undefined ? { isAllowed: true } : refuse(reason);
}

/** The parts of an Authorization header; undefined if it has another form. */
export function parseAuthorization(header: string): Authorization | undefined {
  const match =
    /^SDK-HMAC-SHA256 Access=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=(\S+)$/.exec(header);
  const [, accessKey, names, signature] = match ?? [];
  if (accessKey === undefined || names === undefined || signature === undefined) {
    return undefined;
  }
  return { accessKey, signedHeaders: names.toLowerCase().split(";"), signature };
}

/** The signature of a canonical request; the date is the value of X-Sdk-Date. */
export function signatureOf(canonical: string, date: string, secretKey: string): string {
  const stringToSign = `SDK-HMAC-SHA256\n${date}\n${sha256Hex(canonical)}`;
  return createHmac("sha256", secretKey).update(stringToSign).digest("hex");
}

function refuse(reason: string, accessKey?: string): Verdict {
  return { isAllowed: false, reason, ...(accessKey !== undefined && { accessKey }) };
}

function headerProblem(request: WireRequest, signedHeaders: readonly string[]): string | undefined {
  if (!signedHeaders.includes("x-sdk-date")) {
    return "verify aksk signature fail, X-Sdk-Date is not among the signed headers";
  }
  // Own properties only: every object has "constructor".
  const missing = signedHeaders.find((name) => !Object.hasOwn(request.headers, name));
  return missing === undefined
    ? undefined
    : `verify aksk signature fail, the signed header ${missing} was not sent`;
}

function dateProblem(request: WireRequest, nowMs: number): string | undefined {
  const date = request.headers["x-sdk-date"] ?? "";
  const sentMs = parseSdkDate(date);
  if (Number.isNaN(sentMs)) {
    return `verify aksk signature fail, X-Sdk-Date ${date} is not of the form YYYYMMDDTHHMMSSZ`;
  }
  return Math.abs(nowMs - sentMs) <= allowedSkewMs
    ? undefined
    : `signature expired,sign time:${date},server time:${formatSdkDate(nowMs)}`;
}

function signatureProblem(
  request: WireRequest,
  {
    signedHeaders,
    signature,
    secretKey,
  }: { signedHeaders: readonly string[]; signature: string; secretKey: string },
): string | undefined {
  const canonical = canonicalRequest(request, signedHeaders);
  const expected = signatureOf(canonical, request.headers["x-sdk-date"] ?? "", secretKey);
  // The real gateway also returns its canonical request, with | in place of line feeds.
  return expected === signature
    ? undefined
    : `verify aksk signature fail,canonicalRequest:${canonical.replaceAll("\n", "|")}`;
}

function expiryProblem(expiresAt: number | undefined, nowMs: number): string | undefined {
  return expiresAt !== undefined && nowMs >= expiresAt
    ? `token expires,expires at:${new Date(expiresAt).toISOString()}`
    : undefined;
}

function tokenProblem(request: WireRequest, { securityToken: expected }: Key): string | undefined {
  const token = request.headers["x-security-token"];
  if (token === expected) {
    return undefined;
  }
  if (token === undefined) {
    return "the access key is a temporary one, X-Security-Token is missing";
  }
  return expected === undefined
    ? "the access key is not a temporary one, X-Security-Token does not belong to it"
    : "decrypt token fail, X-Security-Token does not belong to the access key";
}

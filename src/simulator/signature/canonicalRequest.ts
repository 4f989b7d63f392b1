import { createHash } from "node:crypto";
import { decode, queryPairs, type WireRequest } from "../wireRequest";

/**
 * The canonical request that a signature covers, written from the description in the vendor's
 * API Request Signing Guide (https://support.huaweicloud.com/devg-apisign/).
 */
export function canonicalRequest(request: WireRequest, signedHeaders: readonly string[]): string {
  const names = [...signedHeaders].sort();
  return [
    request.method.toUpperCase(),
    canonicalPath(request.rawPath),
    canonicalQuery(request.rawQuery),
    names.map((name) => `${name}:${(request.headers[name] ?? "").trim()}\n`).join(""),
    names.join(";"),
    request.headers["x-sdk-content-sha256"] ?? sha256Hex(request.body),
  ].join("\n");
}

/** Decodes and re-encodes every segment; only the canonical form has a final slash. */
export function canonicalPath(rawPath: string): string {
  const path = rawPath
    .split("/")
    .map((segment) => encode(decode(segment)))
    .join("/");
  return path.endsWith("/") ? path : `${path}/`;
}

/** Compares pairs by the bytes of their names, then of their values. */
export function canonicalQuery(rawQuery: string): string {
  return queryPairs(rawQuery)
    .sort((a, b) => compareBytes(a[0], b[0]) || compareBytes(a[1], b[1]))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function encode(text: string): string {
  // encodeURIComponent does not encode five characters that RFC 3986 reserves.
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

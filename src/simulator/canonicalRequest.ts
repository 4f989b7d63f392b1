import { createHash } from "node:crypto";

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Percent-encoded, as sent. */
  readonly rawPath: string;
  /** Percent-encoded, as sent, without the question mark. */
  readonly rawQuery: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/**
 * The canonical form that a signature covers, written from the description in the vendor's
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

/** Every segment encoded anew, and a slash at the end, which only the canonical form has. */
export function canonicalPath(rawPath: string): string {
  const path = rawPath
    .split("/")
    .map((segment) => encode(decode(segment)))
    .join("/");
  return path.endsWith("/") ? path : `${path}/`;
}

/** Pairs in the byte order of their names, then of their values. */
export function canonicalQuery(rawQuery: string): string {
  return queryPairs(rawQuery)
    .sort((a, b) => compareBytes(a[0], b[0]) || compareBytes(a[1], b[1]))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
}

/** The decoded pairs of a query, in the order they were sent. */
export function queryPairs(rawQuery: string): [name: string, value: string][] {
  return rawQuery
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", ...rest] = pair.split("=");
      return [decodeForm(name), decodeForm(rest.join("="))];
    });
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function encode(text: string): string {
  // encodeURIComponent leaves five characters alone that RFC 3986 reserves.
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function decodeForm(text: string): string {
  return decode(text.replaceAll("+", " "));
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

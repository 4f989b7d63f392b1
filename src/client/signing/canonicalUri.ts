import { percentDecode, percentEncode } from "./percentEncode";

/**
 * The path as it is signed: each segment percent-encoded once, and a `/` at the end. The path that
 * is sent stays as it is.
 */
export function canonicalUri(path: string): string {
  const encoded = path
    .split("/")
    .map((segment) => percentEncode(percentDecode(segment)))
    .join("/");
  return encoded.endsWith("/") ? encoded : `${encoded}/`;
}

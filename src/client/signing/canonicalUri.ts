import { percentDecode, percentEncode } from "./percentEncode";

/** Characters that stand for themselves; a path of these alone is as it is. */
const PLAIN = /^[\w.~/-]*$/;

/**
 * The path as it is signed: each segment percent-encoded once, and a `/` at the end. The path that
 * is sent stays as it is.
 */
export function canonicalUri(path: string): string {
  const encoded = PLAIN.test(path) ? path : path.split("/").map(encodeOnce).join("/");
  return encoded.endsWith("/") ? encoded : `${encoded}/`;
}

function encodeOnce(segment: string): string {
  return percentEncode(percentDecode(segment));
}

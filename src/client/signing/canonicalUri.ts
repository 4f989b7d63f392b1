import { percentDecode, percentEncode } from "./percentEncode";

/** A path of these characters alone needs no encoding. */
const UNRESERVED_PATH = /^[\w.~/-]*$/;

/**
 * The path in the form in which it is signed: each segment percent-encoded once, with a `/` at the
 * end. The path that is sent does not change.
 */
export function canonicalUri(path: string): string {
  const encoded = UNRESERVED_PATH.test(path) ? path : path.split("/").map(encodeOnce).join("/");
  return encoded.endsWith("/") ? encoded : `${encoded}/`;
}

function encodeOnce(segment: string): string {
  return percentEncode(percentDecode(segment));
}

import { hash } from "node:crypto";

/** SHA-256 of an empty body. */
export const EMPTY_PAYLOAD_HASH =
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** Lower-case hex SHA-256 of the body's bytes. */
export function payloadHash(body: string | Uint8Array = ""): string {
  return body.length === 0 ? EMPTY_PAYLOAD_HASH : sha256Hex(body);
}

/** Lower-case hex SHA-256. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash("sha256", data);
}

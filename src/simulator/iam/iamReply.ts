import type { Reply } from "../reply";

/** An error answer of IAM. */
export function iamError(code: number, title: string, message: string): Reply {
  return { status: code, body: { error: { code, message, title } } };
}

/** IAM and the metadata service write microseconds. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace("Z", "000Z");
}

import { DcsError } from "../../errors";

/** Far more than any answer of the service, in bytes after decompression. */
export const MAX_BODY_BYTES = 2 * 1024 * 1024;

/**
 * Reads a body up to a limit.
 *
 * @throws {DcsError} `MALFORMED_RESPONSE` if it is longer; the rest is not read
 */
export async function readBoundedText(
  response: Response,
  maxBytes = MAX_BODY_BYTES,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  if (!response.body) return text;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new DcsError(
        "MALFORMED_RESPONSE",
        `the answer is larger than ${maxBytes} bytes; the rest was not read`,
        { status: response.status },
      );
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

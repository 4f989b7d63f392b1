import { DcsError } from "../../errors";
import { advices } from "./advice";

/** Far more than any answer of the service, in bytes after decompression. */
export const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** Options of {@link readBoundedText}. */
export interface BoundedBodyOptions {
  /** Names the request in messages. */
  readonly what: string;
  /** Default {@link MAX_BODY_BYTES}. */
  readonly maxBytes?: number;
}

/**
 * Reads a body up to a limit.
 *
 * @throws {DcsError} `MALFORMED_RESPONSE` if it is longer; the rest is not read
 */
export async function readBoundedText(
  response: Response,
  { what, maxBytes = MAX_BODY_BYTES }: BoundedBodyOptions,
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
        `${what} was answered with more than ${maxBytes} bytes, and the rest was not read; ` +
          advices.MALFORMED_RESPONSE,
        { status: response.status },
      );
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

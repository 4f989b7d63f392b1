import { readFile } from "node:fs/promises";
import { DcsError } from "../../errors";
import { printable } from "../../printable";
import type { CliIo } from "../cliIo";

/**
 * Reads the text of a file, in UTF-8 or UTF-16 and without its byte order mark, or standard input if its name is `-`.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the file if it cannot be read
 */
export async function readInput(file: string, { stdin }: CliIo): Promise<string> {
  if (file !== "-") return decode(await readBytes(file));
  const parts: Uint8Array[] = [];
  for await (const part of stdin?.() ?? []) {
    parts.push(typeof part === "string" ? Buffer.from(part) : part);
  }
  return decode(Buffer.concat(parts));
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const message = printable(`cannot read ${file}: ${reasonOf(cause)}`);
    throw new DcsError("INVALID_INPUT", message, { cause });
  }
}

/** `>` of Windows PowerShell writes UTF-16 with a mark; JSON begins with an ASCII character. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  return new TextDecoder(isLittle ? "utf-16le" : isBig ? "utf-16be" : "utf-8").decode(bytes);
}

/** Such as `ENOSPC: no space left on device, write`. */
export function reasonOf(error: unknown): string {
  return String(error).replace(/^Error: /, "");
}

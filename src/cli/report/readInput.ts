import { readFile } from "node:fs/promises";
import { DcsError } from "../../errors";
import type { CliIo } from "../cliIo";

/**
 * Reads a file, or standard input if its name is `-`.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the file if it cannot be read
 */
export async function readInput(file: string, { stdin }: CliIo): Promise<string> {
  if (file !== "-") return readText(file);
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of stdin ?? []) {
    text += typeof part === "string" ? part : decoder.decode(part, { stream: true });
  }
  return text;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const message = `cannot read ${file}: ${reasonOf(cause)}`;
    throw new DcsError("INVALID_INPUT", message, { cause });
  }
}

/** Such as `ENOSPC: no space left on device, write`. */
export function reasonOf(error: unknown): string {
  return String(error).replace(/^Error: /, "");
}

import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { DcsError } from "../../errors";
import type { Environment } from "./source";

/** Far more than any settings file has. */
const MAX_BYTES = 1024 * 1024;

/** The setting because of which a file is read. */
export interface FileUser {
  /** Name of the setting. */
  readonly name: string;
  /** Whether the setting holds the path of the file, or needs what is in it. */
  readonly verb: "names" | "needs";
}

/** Reads a file's text; `undefined` if it does not exist. */
export type ReadFile = (file: string, user?: FileUser) => string | undefined;

/**
 * A path in the home folder, which the vendor's SDK finds with `HOME`, on Windows with `USERPROFILE`.
 * `undefined` if that is not set.
 */
export function homePath(env: Environment, ...parts: string[]): string | undefined {
  const home = env[process.platform === "win32" ? "USERPROFILE" : "HOME"];
  return home ? path.join(home, ...parts) : undefined;
}

/** Expands `~` to the home folder, as the Huawei provider does. */
export function expandHome(env: Environment, file: string): string {
  return /^~[\\/]/.test(file) ? (homePath(env, file.slice(2)) ?? file) : file;
}

/**
 * Reads the text of a small file, without its byte order mark; `undefined` if it does not exist.
 *
 * @param user - the setting because of which it is read, if any
 * @throws {DcsError} `INVALID_INPUT` naming the file if it cannot be read, is too large, or is not in
 *   UTF-8
 */
export function readSettingsFile(file: string, user?: FileUser): string | undefined {
  let bytes: Buffer;
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats) return undefined;
    if (!stats.isFile() || stats.size > MAX_BYTES) {
      throw badFile(file, "is not a file of at most 1 MB", user);
    }
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof DcsError) throw error;
    const code = String((error as NodeJS.ErrnoException).code);
    throw badFile(file, `cannot be read (${code}); check its path and permissions`, user);
  }
  if (isUtf16(bytes)) throw badFile(file, "is in UTF-16; save it as UTF-8", user);
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

/** Creates a reader that reads each file once. */
export function createFileCache(read: ReadFile = readSettingsFile): ReadFile {
  const texts = new Map<string, string | undefined>();
  return (file, user) => {
    if (!texts.has(file)) texts.set(file, read(file, user));
    return texts.get(file);
  };
}

/** The error for a file that cannot be used; never quotes its text. */
export function badFile(file: string, reason: string, user?: FileUser): DcsError {
  const why = user ? `, which "${user.name}" ${user.verb},` : "";
  return new DcsError("INVALID_INPUT", `the file ${file}${why} ${reason}`, {
    property: user?.name,
  });
}

/** Windows writes UTF-16 with a byte order mark, or without one. */
function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return false;
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return hasMark || (first >= 0x20 && second === 0) || (first === 0 && second >= 0x20);
}

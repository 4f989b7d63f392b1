import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { DcsError } from "../../errors";
import type { Environment } from "./environmentCredentials";

/** No credentials file comes near this, in bytes. */
const MAX_BYTES = 1024 * 1024;

/**
 * A path below the user's home folder as the vendor's SDK finds it: `HOME`, on Windows
 * `USERPROFILE`. `undefined` where that is not set.
 */
export function homePath(env: Environment, ...parts: string[]): string | undefined {
  const home = env[process.platform === "win32" ? "USERPROFILE" : "HOME"];
  return home ? path.join(home, ...parts) : undefined;
}

/** A path in which `~` stands for the home folder, as Terraform's provider takes it. */
export function expandHome(env: Environment, file: string): string {
  return /^~[\\/]/.test(file) ? (homePath(env, file.slice(2)) ?? file) : file;
}

/**
 * The text of a small file, without its byte order mark; `undefined` where there is no such file.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the file when it cannot be read, or is not a small file
 */
export function readSettingsFile(file: string): string | undefined {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats) return undefined;
    if (stats.isFile() && stats.size <= MAX_BYTES) {
      return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
    }
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code);
    throw badFile(file, `cannot be read (${code}); check its path and permissions`);
  }
  throw badFile(file, "is not a file of at most 1 MB");
}

/** The error for a file that says something which cannot be used. Never quotes what it says. */
export function badFile(file: string, reason: string): DcsError {
  return new DcsError("INVALID_INPUT", `the file ${file} ${reason}`, { property: "credentials" });
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const folders: string[] = [];

/** A home folder with files in it, for one test only. */
export function homeWith(files: Readonly<Record<string, string | Buffer>> = {}): {
  readonly HOME: string;
  readonly USERPROFILE: string;
} {
  const home = mkdtempSync(path.join(tmpdir(), "dcs-home-"));
  folders.push(home);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(home, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return { HOME: home, USERPROFILE: home };
}

/** For `afterAll`. */
export function removeHomes(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** KooCLI's configuration file. */
export const SHARED = ".hcloud/config.json";
/** The credentials file of the vendor's SDKs. */
export const SDK_FILE = ".huaweicloud/credentials";

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { LoadPeer } from "./methods/method.ts";

const folder = fileURLToPath(new URL("peers/", import.meta.url));

/** Installs the waiters of others if they are not there, and gives a function that loads them. */
export function installPeers(): LoadPeer {
  if (!existsSync(path.join(folder, "node_modules/.package-lock.json"))) {
    console.error("The peers are not installed: npm ci --prefix lab/bench/peers");
    execFileSync("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund"], {
      // Standard output is for figures.
      stdio: ["ignore", process.stderr, process.stderr],
      shell: process.platform === "win32",
    });
  }
  return createRequire(folder);
}

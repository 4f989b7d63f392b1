// What must be there before anything can be measured.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const peers = fileURLToPath(new URL("peers/", import.meta.url));
/** Standard output is for figures: all that others print goes to standard error. */
const stdio = ["ignore", process.stderr, process.stderr];

/** Builds the package if it is not; a build that is there is measured as it is. */
export function buildIfMissing(dist) {
  const main = join(dist, "client/index.js");
  if (!existsSync(main)) {
    console.error("The package is not built: building it.");
    execFileSync(process.execPath, [join(root, "scripts/build.mjs")], { stdio });
  } else if (statSync(main).mtimeMs < newest(join(root, "src"))) {
    console.error("The build is older than the source: `npm run build` makes a new one.");
  }
}

/** Installs the waiters of others if they are not, and gives a `require` that finds them. */
export function installPeers() {
  if (!existsSync(join(peers, "node_modules/.package-lock.json"))) {
    console.error("The peers are not installed: npm ci --prefix bench/peers");
    const windows = process.platform === "win32";
    execFileSync("npm", ["ci", "--prefix", peers, "--no-audit", "--no-fund"], {
      stdio,
      shell: windows,
    });
  }
  return createRequire(peers);
}

function newest(folder) {
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  return Math.max(...files.map((file) => statSync(file)).map((stat) => stat.mtimeMs));
}

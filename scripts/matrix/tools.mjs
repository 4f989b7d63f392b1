// The Node.js versions and package managers of the matrix, from the npm registry, in the cache.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { cacheFolder } from "../engine/locations.mjs";
import { must } from "./must.mjs";

const versions = JSON.parse(readFileSync(new URL("tools.json", import.meta.url), "utf8"));

/** All that the matrix installs stays below this folder; nothing on the machine is changed. */
export const matrixCache = path.join(cacheFolder, "matrix");

/** A tool of `tools.json`, installed when it is first needed. @param {string} name @param {string} version */
function tool(name, version) {
  const folder = path.join(matrixCache, "tools", `${name.replace("/", "-")}-${version}`);
  return {
    name,
    version,
    folder: path.join(folder, "node_modules", name),
    async install() {
      if (existsSync(path.join(folder, "node_modules/.package-lock.json"))) return;
      mkdirSync(folder, { recursive: true });
      const options = ["--no-audit", "--no-fund", "--no-package-lock"];
      await must("npm", ["install", ...options, `${name}@${version}`], { cwd: folder });
    },
  };
}

export const nodes = versions.node.map((version) => tool("node", version));
export const pnpm = tool("pnpm", versions.pnpm);
export const yarn = tool("@yarnpkg/cli-dist", versions["@yarnpkg/cli-dist"]);
export const yarnClassic = tool("yarn", versions.yarn);
/** Installed by the projects, beside the package. */
export const tsxVersion = versions.tsx;
/** The oldest Pulumi SDK that the package declares, with the newest TypeScript that it takes. */
export const oldestPulumi = versions.oldestPulumi;

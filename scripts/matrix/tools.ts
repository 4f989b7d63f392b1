// The Node.js versions and package managers of the matrix, from the npm registry, in the cache.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { cacheFolder } from "../engine/locations.ts";
import { must } from "./must.ts";

/** A tool of `tools.json`. */
export interface Tool {
  readonly version: string;
  /** Where its package is. */
  readonly folder: string;
  /** Installs it, where it is not there yet. */
  readonly install: () => Promise<void>;
}

interface Versions {
  readonly node: readonly string[];
  readonly pnpm: string;
  readonly "@yarnpkg/cli-dist": string;
  readonly yarn: string;
  readonly tsx: string;
  readonly oldestPulumi: Readonly<Record<"@pulumi/pulumi" | "typescript", string>>;
}

const versions = readVersions();

/** All that the matrix installs stays below this folder; nothing on the machine is changed. */
export const matrixCache = path.join(cacheFolder, "matrix");

export const nodes = versions.node.map((version) => tool("node", version));
export const pnpm = tool("pnpm", versions.pnpm);
export const yarn = tool("@yarnpkg/cli-dist", versions["@yarnpkg/cli-dist"]);
export const yarnClassic = tool("yarn", versions.yarn);
/** Installed by the projects, beside the package. */
export const tsxVersion = versions.tsx;
/** The oldest Pulumi SDK that the package declares, with the newest TypeScript that it takes. */
export const oldestPulumi = versions.oldestPulumi;

function readVersions(): Versions {
  return JSON.parse(readFileSync(new URL("tools.json", import.meta.url), "utf8")) as Versions;
}

function tool(name: string, version: string): Tool {
  const folder = path.join(matrixCache, "tools", `${name.replace("/", "-")}-${version}`);
  return {
    version,
    folder: path.join(folder, "node_modules", name),
    install: async () => {
      if (existsSync(path.join(folder, "node_modules/.package-lock.json"))) return;
      mkdirSync(folder, { recursive: true });
      const options = ["--no-audit", "--no-fund", "--no-package-lock"];
      await must("npm", ["install", ...options, `${name}@${version}`], { cwd: folder });
    },
  };
}

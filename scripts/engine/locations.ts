import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The small Go module that pins the engine's version and all it is built from. */
export const engineModule = path.join(repository, "engine");

/** Our Node.js language host, for an engine that was built from source. */
export const languageHostSource = path.join(engineModule, "language-host");

/** The engine's version without the leading "v"; `engine/go.mod` is the only place that states it. */
export const engineVersion = readEngineVersion();

/** Holds one folder per engine version; outside the checkout, so that a new checkout need not build again. */
export const cacheFolder = path.join(
  // An empty variable counts as unset, as the XDG specification says.
  process.env["XDG_CACHE_HOME"] || path.join(homedir(), ".cache"),
  "pulumi-huaweicloud-dcs",
);

/** The name of a program's file on this system. */
export function executableName(program: string): string {
  return process.platform === "win32" ? `${program}.exe` : program;
}

function readEngineVersion(): string {
  const file = path.join(engineModule, "go.mod");
  const version = /github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/u.exec(
    readFileSync(file, "utf8"),
  )?.[1];
  if (version === undefined) throw new Error(`${file} does not name the engine's version`);
  return version;
}

// The built package, which is what is measured: it is what users run.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type * as client from "pulumi-huaweicloud-dcs/client";
import type * as simulator from "pulumi-huaweicloud-dcs/simulator";

/** Of a build of another commit only those parts have these types that have not changed since. */
export type Client = typeof client;
export type Simulator = typeof simulator;

/** The checkout's root. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The build of this checkout. */
export const ownBuild = path.join(root, "dist");

/** The client in a folder such as `dist`. */
export async function loadClient(dist: string): Promise<Client> {
  return (await load(dist, "client/index.js")) as Client;
}

/** The simulator in a folder such as `dist`. */
export async function loadSimulator(dist: string): Promise<Simulator> {
  return (await load(dist, "simulator/index.js")) as Simulator;
}

function load(dist: string, file: string): Promise<unknown> {
  return import(urlOf(dist, file));
}

/** The URL by which a file of a build is imported. */
export function urlOf(dist: string, file: string): string {
  return pathToFileURL(path.resolve(dist, file)).href;
}

/** Builds the package if there is no build; one that is there is measured as it is. */
export function buildIfMissing(dist: string): void {
  const main = path.join(dist, "client/index.js");
  const source = path.join(dist, "../src");
  if (!existsSync(main)) {
    console.error("The package is not built: building it.");
    const build = path.join(root, "scripts/build.ts");
    // Standard output is for figures.
    const stdio = ["ignore", process.stderr, process.stderr] as const;
    execFileSync(process.execPath, [build], { stdio: [...stdio] });
  } else if (existsSync(source) && statSync(main).mtimeMs < newestIn(source)) {
    console.error(`${dist} is older than its source: "npm run build" makes a new one.`);
  }
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Math.max(...files.map((file) => statSync(path.join(folder, file)).mtimeMs));
}

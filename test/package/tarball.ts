import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { repository } from "../support/pulumi/engineFolder";

const run = promisify(execFile);

/** The package as users get it: packed, and installed from the tarball into an empty project. */
export interface Installed {
  readonly folder: string;
  readonly tarball: string;
  remove(): Promise<void>;
}

/** Dev tools that are linked from the checkout. */
const tools = ["@pulumi/pulumi", "typescript", "ts-node", "@types/node"];

export async function installTarball(): Promise<Installed> {
  const folder = await mkdtemp(path.join(tmpdir(), "dcs-package-"));
  // Do not rebuild dist/: other tests use it at the same time.
  const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const { stdout } = await run("npm", pack, { cwd: repository });
  const [packed] = Object.values(JSON.parse(stdout) as Record<string, { filename: string }>);
  const tarball = path.join(folder, packed?.filename ?? "");
  await writeFile(path.join(folder, "package.json"), '{ "private": true }');
  const versions = await Promise.all(tools.map(async (name) => `${name}@${await versionOf(name)}`));
  await run(
    "npm",
    ["install", "--no-audit", "--no-fund", "--prefer-offline", tarball, ...versions],
    {
      cwd: folder,
    },
  );
  return { folder, tarball, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function versionOf(name: string): Promise<string> {
  const file = path.join(repository, "node_modules", name, "package.json");
  return (JSON.parse(await readFile(file, "utf8")) as { version: string }).version;
}

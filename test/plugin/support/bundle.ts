import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { repository } from "../../support/pulumi/engineFolder";

let folder: Promise<string> | undefined;

/** The folder of the bundled plugin, as `npm run plugin` prints it; bundled once per test file. */
export function pluginFolder(): Promise<string> {
  folder ??= bundle();
  return folder;
}

async function bundle(): Promise<string> {
  const script = path.join(repository, "scripts/plugin.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  return stdout.trimEnd().split("\n").at(-1) ?? "";
}

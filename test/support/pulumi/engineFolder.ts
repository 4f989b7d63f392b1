import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

/** The checkout's root. */
export const repository = path.resolve(__dirname, "../../..");

let folder: Promise<string> | undefined;

/** The folder of the Pulumi engine for tests; found or built once per test file. */
export function engineFolder(): Promise<string> {
  folder ??= findEngine();
  return folder;
}

async function findEngine(): Promise<string> {
  const script = path.join(repository, "scripts/engine.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  return stdout.trimEnd().split("\n").at(-1) ?? "";
}

import { accessSync, constants } from "node:fs";
import path from "node:path";
import { executableName } from "./locations.ts";
import { run } from "./run.ts";

/** Whether a folder holds a program that can be run. */
export function holds(folder: string, program: string): boolean {
  try {
    accessSync(path.join(folder, executableName(program)), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The version of the `pulumi` in a folder, or undefined when there is none or it does not run. */
export async function askVersion(folder: string): Promise<string | undefined> {
  if (!holds(folder, "pulumi")) return undefined;
  const { code, stdout } = await run(path.join(folder, executableName("pulumi")), ["version"], {
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "1" },
    timeoutMs: 30_000,
  });
  return code === 0 ? stdout.trim() : undefined;
}

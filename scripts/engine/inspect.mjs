import { accessSync, constants } from "node:fs";
import path from "node:path";
import { executableName } from "./locations.mjs";
import { run } from "./run.mjs";

/** @param {string} folder @param {string} program */
export function holds(folder, program) {
  try {
    accessSync(path.join(folder, executableName(program)), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The version that the `pulumi` in a folder tells, or undefined when there is none or it does not run. @param {string} folder */
export async function askVersion(folder) {
  if (!holds(folder, "pulumi")) return undefined;
  const { code, stdout } = await run(path.join(folder, executableName("pulumi")), ["version"], {
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "1" },
    timeoutMs: 30_000,
  });
  return code === 0 ? stdout.trim() : undefined;
}

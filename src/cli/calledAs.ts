import path from "node:path";

/** The names of this program in the package's `bin`. */
export const binNames: readonly string[] = ["dcs-task", "pulumi-huaweicloud-dcs"];

/**
 * What to type to run this program again: the name by which a shell has found it, else the command
 * with which npx finds it in a project, or in the registry.
 *
 * @param script path of the script that runs, as Node gives it: not resolved through links
 */
export function calledAs(
  script = "",
  env: Readonly<Record<string, string | undefined>> = {},
): string {
  const folders = (env["PATH"] ?? "").split(path.delimiter);
  const name = path.basename(script);
  // npm, npx, pnpm and yarn put the folder of the project's programs on PATH, which a shell lacks.
  const isInProject = env["npm_config_user_agent"] !== undefined;
  const isOnPath = binNames.includes(name) && folders.includes(path.dirname(script));
  return isOnPath && !isInProject ? name : "npx pulumi-huaweicloud-dcs";
}

import path from "node:path";

/** The names of this program in the package's `bin`. */
export const binNames: readonly string[] = ["dcs-task", "pulumi-huaweicloud-dcs"];

/**
 * What to type to run this program again: its bare name if the shell found it on PATH, else the `npx`
 * command, which works in a project and without one.
 *
 * @param script path of the running script as Node gives it, with symbolic links unresolved
 */
export function calledAs(
  script = "",
  env: Readonly<Record<string, string | undefined>> = {},
): string {
  const folders = (env["PATH"] ?? "").split(path.delimiter);
  const name = path.basename(script);
  // npm, npx, pnpm and yarn add the project's node_modules/.bin to PATH; the user's shell lacks it.
  const isInProject = env["npm_config_user_agent"] !== undefined;
  const isOnPath = binNames.includes(name) && folders.includes(path.dirname(script));
  return isOnPath && !isInProject ? name : "npx pulumi-huaweicloud-dcs";
}

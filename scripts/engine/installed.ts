import path from "node:path";
import { askVersion, holds } from "./inspect.ts";
import { say } from "./say.ts";

/** The folder that the user names in PULUMI_DCS_ENGINE; a wrong name is an error, never a reason to take another. */
export async function namedEngine(): Promise<string | undefined> {
  const folder = process.env["PULUMI_DCS_ENGINE"];
  if (!folder) return undefined;
  const version = await askVersion(folder);
  if (version === undefined) {
    throw new Error(
      `PULUMI_DCS_ENGINE is ${folder}, but that folder holds no working "pulumi": correct or unset the variable`,
    );
  }
  say(`using pulumi ${version} from PULUMI_DCS_ENGINE, ${folder}`);
  return path.resolve(folder);
}

/** The first `pulumi` on PATH, if its Node.js language host is on PATH too. */
export async function engineOnPath(): Promise<string | undefined> {
  const folders = (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  const folder = folders.find((each) => holds(each, "pulumi"));
  if (folder === undefined) return undefined;
  if (!folders.some((each) => holds(each, "pulumi-language-nodejs"))) {
    say(`not using the pulumi in ${folder}: its pulumi-language-nodejs is not on PATH`);
    return undefined;
  }
  const version = await askVersion(folder);
  if (version === undefined) {
    say(`not using the pulumi in ${folder}: "pulumi version" fails`);
    return undefined;
  }
  say(`using the installed pulumi ${version} in ${folder}`);
  return folder;
}

import path from "node:path";
import { askVersion, holds } from "./inspect.ts";
import { addLanguageHost, hasOurLanguageHost } from "./languageHost.ts";
import { cacheFolder, engineVersion } from "./locations.ts";
import { say } from "./say.ts";

/** Where this version of the engine is kept once it is installed or built. */
export const engineRoot = path.join(cacheFolder, `engine-${engineVersion}`);

/** The engine of an earlier run. One that we built also gets the language host of this checkout. */
export async function cachedEngine(): Promise<string | undefined> {
  const folder = path.join(engineRoot, "bin");
  const version = await askVersion(folder);
  if (version === undefined) return undefined;
  const official = holds(folder, "pulumi-language-nodejs") && !hasOurLanguageHost(engineRoot);
  if (!official) addLanguageHost(engineRoot);
  say(`using pulumi ${version}, ${official ? "installed" : "built"} earlier, in ${folder}`);
  return folder;
}

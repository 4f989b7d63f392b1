// The folder of a Pulumi project that is deleted again, with a state of its own beside it.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Variables of the machine that would change what is tried: accounts, and settings of the tools. */
const foreign =
  /^(HW_|OS_|HUAWEICLOUD_|CLOUD_SDK_|PULUMI_|JEST_|npm_|YARN_|NODE_ENV$|NODE_OPTIONS$|TMUX)/u;

export interface TemporaryProject {
  /** The folder of Pulumi.yaml. */
  readonly folder: string;
  /** The environment of each process of the project; nothing in it leads out of its folder. */
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

export interface Surroundings {
  /** Folders to put before those of PATH. */
  readonly paths: readonly string[];
  /** Further variables. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** Makes an empty project. It is also deleted when this process ends without `remove`. */
export function makeTemporaryProject(
  prefix: string,
  surroundings: (folder: string) => Surroundings,
): TemporaryProject {
  const root = mkdtempSync(path.join(tmpdir(), prefix));
  const folder = path.join(root, "project");
  for (const name of [folder, path.join(root, "backend")]) mkdirSync(name);
  const removeAll = () => {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once("exit", removeAll);
  return {
    folder,
    env: pulumiEnvironment(root, surroundings(folder)),
    remove: () => {
      process.off("exit", removeAll);
      removeAll();
    },
  };
}

/** The machine's environment without what is foreign, for Pulumi with its state below `root`. */
export function pulumiEnvironment(
  root: string,
  { paths, env }: Surroundings,
): Record<string, string> {
  const machine = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !foreign.test(entry[0]),
  );
  return {
    ...Object.fromEntries(machine),
    PATH: [...paths, process.env["PATH"] ?? ""].join(path.delimiter),
    PULUMI_HOME: path.join(root, "home/.pulumi"),
    PULUMI_BACKEND_URL: `file://${path.join(root, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "only for tests",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    ...env,
  };
}

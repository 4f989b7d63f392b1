import path from "node:path";
import { engineFolder, repository } from "./engineFolder";

/** Variables of this machine that would change results: accounts, Pulumi settings, the test runner's. */
const foreign = /^(HW_|OS_|HUAWEICLOUD_|CLOUD_SDK_|PULUMI_|JEST_|NODE_ENV$|NODE_OPTIONS$|TMUX)/u;

/** The environment of every process of one project. All its paths are in the project's folder. */
export async function projectEnvironment(
  root: string,
  extra: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  return {
    ...machineEnvironment(),
    PATH: [
      await engineFolder(),
      path.join(repository, "node_modules/.bin"),
      process.env["PATH"] ?? "",
    ].join(path.delimiter),
    HOME: path.join(root, "home"),
    PULUMI_HOME: path.join(root, "home/.pulumi"),
    PULUMI_BACKEND_URL: `file://${path.join(root, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "only for tests",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    LC_ALL: "C.UTF-8",
    ...extra,
  };
}

function machineEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !foreign.test(entry[0]),
    ),
  );
}

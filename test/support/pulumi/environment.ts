import path from "node:path";
import { pulumiEnvironment } from "../../../lab/shared/project.ts";
import { engineFolder, repository } from "./engineFolder";

/** The environment of every process of one project. All its paths are in the project's folder. */
export async function projectEnvironment(
  root: string,
  extra: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  return pulumiEnvironment(root, {
    paths: [await engineFolder(), path.join(repository, "node_modules/.bin")],
    env: {
      HOME: path.join(root, "home"),
      LC_ALL: "C.UTF-8",
      // In a CI system that Pulumi knows it draws no table in a terminal.
      PULUMI_DISABLE_CI_DETECTION: "1",
      ...extra,
    },
  });
}

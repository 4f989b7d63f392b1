// A project as a user has one: made by a package manager, from the packed package.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeTemporaryProject } from "../../lab/shared/project.ts";
import { must } from "./must.ts";
import type { PackageManager } from "./packageManagers.ts";
import type { ProgramWay } from "./programs.ts";
import { type Tool, tsxVersion } from "./tools.ts";

export interface ProjectOptions {
  readonly manager: PackageManager;
  readonly node: Tool;
  /** The folder of the Pulumi engine. */
  readonly engine: string;
  /** The packed package. */
  readonly tarball: string;
}

export interface InstalledProject {
  /** Puts files into it, and fields into its package.json. */
  readonly write: (
    files: Readonly<Record<string, string>>,
    fields: Pick<ProgramWay, "main" | "type">,
  ) => void;
  readonly leaveOut: (file: string) => void;
  /** Runs a command that needs what is installed, with further variables; gives what it prints. */
  readonly run: (
    command: readonly string[],
    variables?: Readonly<Record<string, string>>,
  ) => Promise<string>;
  readonly remove: () => void;
}

/** Installs a project in a folder of its own. */
export async function installProject(options: ProjectOptions): Promise<InstalledProject> {
  const { manager, node, engine } = options;
  await node.install();
  await manager.tool.install();
  const { folder, env, remove } = makeTemporaryProject("dcs-matrix-", (place) => ({
    paths: [path.join(node.folder, "bin"), engine, path.join(place, "node_modules/.bin")],
  }));
  const run = (command: readonly string[], variables = {}) => {
    const [program = "", ...args] = command;
    return must(program, args, { cwd: folder, env: { ...env, ...variables } });
  };
  const packageJson = { name: "matrix", private: true, dependencies: dependenciesOf(options) };
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  };

  write({ "package.json": JSON.stringify(packageJson), ...manager.files });
  await run(manager.install);
  return {
    write: (files, { main, type }) => {
      write({ ...files, "package.json": JSON.stringify({ ...packageJson, main, type }) });
    },
    leaveOut: (file) => {
      rmSync(path.join(folder, file), { force: true });
    },
    run: (command, variables) => run([...manager.start, ...command], variables),
    remove,
  };
}

/** The package, and what its users install beside it. */
function dependenciesOf({ tarball, manager }: ProjectOptions): Record<string, string> {
  const here = ["@pulumi/pulumi", "@types/node", "ts-node", "typescript"];
  return {
    "pulumi-huaweicloud-dcs": `file:${tarball}`,
    ...Object.fromEntries(here.map((name) => [name, installedVersion(name)])),
    tsx: tsxVersion,
    ...manager.dependencies,
  };
}

/** The version that this checkout has. */
function installedVersion(name: string): string {
  const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  return parseVersion(readFileSync(file, "utf8"));
}

function parseVersion(text: string): string {
  return (JSON.parse(text) as { version: string }).version;
}

import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { repository } from "./engineFolder";

const linkedPackages = ["@pulumi/pulumi", "typescript", "ts-node", "@types/node"];

export interface ProgramFiles {
  /** Text of each file by its path in the project, for example `{"index.ts": "…"}`. */
  readonly files: Readonly<Record<string, string>>;
  /** Folders of further packages to link into `node_modules`, by package name. */
  readonly dependencies?: Readonly<Record<string, string>> | undefined;
  /** `main` of Pulumi.yaml. */
  readonly main?: string | undefined;
  /** `runtime.options` of Pulumi.yaml. */
  readonly runtimeOptions?: Readonly<Record<string, string | boolean>> | undefined;
  /** `type` of package.json; "commonjs" unless given. */
  readonly moduleType?: "commonjs" | "module" | undefined;
}

/** Writes a whole Pulumi project; the given files replace the generated ones. */
export async function writeProject(folder: string, program: ProgramFiles): Promise<void> {
  const { files, dependencies = {}, main, runtimeOptions = {}, moduleType = "commonjs" } = program;
  // JSON is valid YAML, and needs no quoting rules.
  const pulumiYaml = {
    name: "dcs",
    runtime: { name: "nodejs", options: runtimeOptions },
    ...(main === undefined ? {} : { main }),
  };
  const packageJson = { name: "dcs", private: true, type: moduleType };
  await linkPackages(folder, {
    "pulumi-huaweicloud-dcs": repository,
    ...Object.fromEntries(
      linkedPackages.map((name) => [name, path.join(repository, "node_modules", name)]),
    ),
    ...dependencies,
  });
  await writeFiles(folder, {
    "Pulumi.yaml": JSON.stringify(pulumiYaml),
    "package.json": JSON.stringify(packageJson),
    ...files,
  });
}

export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

async function linkPackages(
  folder: string,
  packages: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, target] of Object.entries(packages)) {
    const link = path.join(folder, "node_modules", name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(target, link, "dir");
  }
}

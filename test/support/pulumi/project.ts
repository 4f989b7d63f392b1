import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type CommandResult, type RunningCommand, startCommand } from "./command";
import { projectEnvironment } from "./environment";
import { endProcessesWith, processesWith } from "./leftovers";
import { type ProgramFiles, writeFiles, writeProject } from "./projectFiles";

const stack = "test";

export interface ProjectOptions extends ProgramFiles {
  /** Initial stack configuration, where a key may be a path such as `list[0]`; set secrets with `config.set`. */
  readonly config?: Readonly<Record<string, string>> | undefined;
  /** Added to the environment of every process of the project. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Whether TypeScript programs are type-checked, as for users, or only translated, which is faster; default false. */
  readonly typeCheck?: boolean | undefined;
}

/** The parts of an exported stack that tests look at. */
export interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}
export interface ExportedStack {
  readonly deployment: {
    readonly resources?: readonly ExportedResource[];
    readonly pending_operations?: readonly unknown[];
  };
}

export type Project = Awaited<ReturnType<typeof createProject>>;

/** A Pulumi project with its own stack, in a temporary folder that `remove()` deletes. */
export async function createProject({
  config,
  env,
  typeCheck = false,
  ...program
}: ProjectOptions) {
  const root = await mkdtemp(path.join(tmpdir(), "dcs-pulumi-"));
  const folder = path.join(root, "project");
  const place = {
    cwd: folder,
    env: await projectEnvironment(root, {
      PULUMI_NODEJS_TRANSPILE_ONLY: String(!typeCheck),
      ...env,
    }),
  };
  /** A variable that only the processes of this project have. */
  const mark = `PULUMI_HOME=${place.env["PULUMI_HOME"] ?? ""}`;
  const running = new Set<RunningCommand>();

  const start = (args: readonly string[]): RunningCommand => {
    const command = startCommand(["pulumi", ...args], place);
    running.add(command);
    const forget = () => running.delete(command);
    command.done.then(forget, forget);
    return command;
  };
  /** Any other command of the CLI. */
  const run = (args: readonly string[]): Promise<CommandResult> =>
    start([...args, "--non-interactive", "--color=never"]).done;
  const succeed = async (args: readonly string[]): Promise<string> => {
    const { code, stdout, all } = await run(args);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${all}`);
    return stdout;
  };
  const remove = async (): Promise<void> => {
    for (const command of running) command.signal("SIGKILL");
    await endProcessesWith(mark);
    await Promise.allSettled([...running].map(({ done }) => done));
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  };

  try {
    await mkdir(path.join(root, "backend"));
    await writeProject(folder, program);
    await succeed(["stack", "init", stack]);
    const pairs = Object.entries(config ?? {}).flatMap(([k, v]) => ["--plaintext", `${k}=${v}`]);
    if (pairs.length > 0) await succeed(["config", "set-all", "--path", ...pairs]);
  } catch (error) {
    await remove();
    throw error;
  }

  return {
    /** The folder of Pulumi.yaml. */
    folder,
    /** The environment of the project's processes, for commands that a test starts by itself. */
    env: place.env,
    run,
    up: (args: readonly string[] = []) => run(["up", "--yes", ...args]),
    preview: (args: readonly string[] = []) => run(["preview", ...args]),
    refresh: (args: readonly string[] = []) => run(["refresh", "--yes", ...args]),
    destroy: (args: readonly string[] = []) => run(["destroy", "--yes", ...args]),
    /** An `up` for tests that watch or interrupt it. Without a preview, so that all text is the update's. */
    spawnUp: (args: readonly string[] = []): RunningCommand =>
      start(["up", "--yes", "--skip-preview", "--non-interactive", "--color=never", ...args]),
    config: {
      set: (key: string, value: string, { secret = false } = {}) =>
        succeed(["config", "set", key, value, secret ? "--secret" : "--plaintext"]),
    },
    writeFiles: (files: Readonly<Record<string, string>>) => writeFiles(folder, files),
    exportStack: async (): Promise<ExportedStack> =>
      JSON.parse(await succeed(["stack", "export"])) as ExportedStack,
    /** The state file, in which secrets must not be readable. */
    stateFileText: () =>
      readFile(path.join(root, "backend/.pulumi/stacks/dcs", `${stack}.json`), "utf8"),
    /** The stack's outputs with secrets shown. */
    outputs: async (): Promise<Record<string, unknown>> =>
      JSON.parse(await succeed(["stack", "output", "--json", "--show-secrets"])) as Record<
        string,
        unknown
      >,
    /** Command lines of the project's processes that run the plugin for dynamic providers. */
    plugins: async (): Promise<readonly string[]> =>
      (await processesWith(mark))
        .map(({ command }) => command)
        .filter((command) => command.includes("cmd/dynamic-provider")),
    /** Kills what still runs and deletes the temporary folder. */
    remove,
  };
}

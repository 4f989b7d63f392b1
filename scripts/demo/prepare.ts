// What a demonstration needs: the built package, an engine, and a copy of an example.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findEngine } from "../../lab/shared/engine.ts";
import { makeTemporaryProject, type TemporaryProject } from "../../lab/shared/project.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const inRoot = (name: string) => path.join(root, name);

/** Builds the package and gives the folder of a Pulumi engine. */
export async function buildAndFindEngine(): Promise<string> {
  say("Building the package");
  execFileSync(process.execPath, [inRoot("scripts/build.ts")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  say("Looking for a Pulumi engine (the first time this may take some minutes)");
  return findEngine((text) => process.stderr.write(text));
}

export interface ExampleOptions {
  /** The folder of the Pulumi engine. */
  readonly engine: string;
  /** Variables for the example's processes. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folders to put before those of PATH. */
  readonly paths?: readonly string[];
}

/** Values by configuration key, which may be a path such as `list[0]`. */
type Settings = Readonly<Record<string, string | number>>;

/** A copy of an example. */
export interface Example {
  /** Runs the Pulumi CLI and gives its exit code. */
  readonly run: (...args: readonly string[]) => Promise<number>;
  /** The same, and throws where the exit code is not 0. */
  readonly pulumi: (...args: readonly string[]) => Promise<void>;
  /** Sets values of the stack's configuration, secret ones apart. */
  readonly configure: (plain: Settings, secret?: Settings) => Promise<void>;
  /** Deletes it. */
  readonly remove: () => void;
}

/** Copies an example into a folder of its own, with a state of its own. */
export function copyExample(name: string, { engine, env, paths = [] }: ExampleOptions): Example {
  const project = makeTemporaryProject("dcs-demo-", () => ({
    paths: [...paths, engine, inRoot("node_modules/.bin")],
    env: { ...displayVariables(), ...env },
  }));
  cpSync(inRoot(`examples/${name}`), project.folder, { recursive: true });
  symlinkSync(inRoot("node_modules"), path.join(project.folder, "node_modules"), "dir");
  const run = (...args: readonly string[]) => runPulumi(args, project);
  const pulumi = async (...args: readonly string[]) => {
    const code = await run(...args);
    if (code !== 0) throw new Error(`pulumi ${args[0] ?? ""} ended with exit code ${code}`);
  };
  return {
    run,
    pulumi,
    configure: (plain, secret = {}) => {
      const pairs = [...pairsOf("--plaintext", plain), ...pairsOf("--secret", secret)];
      return pulumi("config", "set-all", "--path", ...pairs);
    },
    remove: project.remove,
  };
}

function pairsOf(flag: string, settings: Settings): string[] {
  return Object.entries(settings).flatMap(([key, value]) => [flag, `${key}=${value}`]);
}

/** What the user says of the display holds here too. */
function displayVariables(): Record<string, string> {
  const name = "PULUMI_DCS_PROGRESS";
  const value = process.env[name];
  return value === undefined ? {} : { [name]: value };
}

async function runPulumi(
  args: readonly string[],
  { folder, env }: TemporaryProject,
): Promise<number> {
  // On a terminal the CLI draws its table only when it could also ask there.
  const isShown = args[0] === "up" || args[0] === "preview";
  const child = spawn("pulumi", args, {
    cwd: folder,
    env,
    stdio: isShown ? "inherit" : ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? -1;
}

/** A headline. */
export function say(text: string): void {
  console.log(process.stdout.isTTY ? `\n\u001b[1m${text}\u001b[0m` : `\n${text}`);
}

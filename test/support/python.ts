import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** A Python with some packages, or the reason why it is missing. */
export type Python =
  | { readonly python: string; readonly missing?: undefined }
  | { readonly python?: undefined; readonly missing: string };

/** What a virtual environment holds. */
export interface Environment {
  /** Its name in the cache, with the release of what it holds. */
  readonly name: string;
  /** As pip calls them. */
  readonly packages: readonly string[];
}

/**
 * Finds or makes a virtual environment, once per machine; `PULUMI_DCS_SKIP_PYTHON=1` skips it.
 */
export function findPython({ name, packages }: Environment): Python {
  if (process.env["PULUMI_DCS_SKIP_PYTHON"] === "1") {
    return { missing: "PULUMI_DCS_SKIP_PYTHON is set" };
  }
  const cache = join(
    process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"),
    "pulumi-huaweicloud-dcs",
  );
  const home = join(cache, name);
  if (existsSync(pythonIn(home))) {
    return { python: pythonIn(home) };
  }
  mkdirSync(cache, { recursive: true });
  // Built in a draft folder and renamed when complete: a broken or parallel run leaves no partial one.
  const draft = mkdtempSync(join(cache, "python-draft-"));
  const missing =
    failure("python3", ["-m", "venv", draft]) ??
    failure(pythonIn(draft), ["-m", "pip", "install", ...packages]);
  if (missing === undefined) moveUnlessThere(draft, home);
  rmSync(draft, { recursive: true, force: true });
  return missing === undefined ? { python: pythonIn(home) } : { missing };
}

/** Renames a complete draft, unless another process has been faster. */
function moveUnlessThere(draft: string, home: string): void {
  try {
    renameSync(draft, home);
  } catch (error) {
    if (!existsSync(pythonIn(home))) throw error;
  }
}

/** Runs a script with a JSON value on its standard input; resolves to the JSON it prints. */
export function runPython(
  python: string,
  script: string,
  input: unknown,
  more: NodeJS.ProcessEnv = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    // Otherwise the client would send requests for the simulator to a proxy of the environment.
    const env = { ...process.env, NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1", ...more };
    const child = spawn(python, [script], { env, stdio: ["pipe", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) {
        resolve(JSON.parse(stdout));
      } else {
        reject(new Error(`${script} ended with ${code ?? "a signal"}: ${stderr}`));
      }
    });
    child.stdin.end(JSON.stringify(input));
  });
}

function pythonIn(home: string): string {
  return join(home, "bin", "python");
}

function failure(command: string, args: readonly string[]): string | undefined {
  const { error, status, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    timeout: 300_000,
  });
  if (error === undefined && status === 0) {
    return undefined;
  }
  const why = error?.message ?? stderr.trim().split("\n").at(-1) ?? "";
  return `"${command} ${args.join(" ")}" failed: ${why}`;
}

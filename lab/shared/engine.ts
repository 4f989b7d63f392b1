import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const script = fileURLToPath(new URL("../../scripts/engine.ts", import.meta.url));

/**
 * The folder of a Pulumi engine, to put first on PATH: one that is installed, or one that is made now,
 * which may take minutes. `onText` is called with what it writes for people.
 */
export async function findEngine(onText?: (text: string) => void): Promise<string> {
  const engine = promisify(execFile)(process.execPath, [script]);
  engine.child.stderr?.setEncoding("utf8").on("data", (text: string) => onText?.(text));
  const { stdout } = await engine;
  return stdout.trimEnd().split("\n").at(-1) ?? "";
}

import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const longestMs = 5 * 60_000;

/**
 * Runs a command to its end and gives its standard output. Where it fails, the error tells the begin
 * of what it printed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: Record<string, string | undefined> }} options
 */
export async function must(command, args, options) {
  try {
    const run = promisify(execFile)(command, args, { timeout: longestMs, ...options });
    return (await run).stdout;
  } catch (error) {
    const printed = `${error.stdout ?? ""}${error.stderr ?? ""}`.trim().split("\n").slice(0, 20);
    const name = [path.basename(command), ...args.map((arg) => path.basename(arg))].join(" ");
    const how = error.killed ? "took too long" : `ended with exit code ${error.code}`;
    throw new Error([`${name} ${how}`, ...printed].join("\n"), {
      cause: error,
    });
  }
}

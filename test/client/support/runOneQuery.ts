import { spawn } from "node:child_process";
import { join } from "node:path";
import type { OneQueryOptions } from "./oneQuery";

/** How the program ended. */
export interface OneQueryRun {
  /** `OK`, or the code of the error. */
  readonly outcome: string;
  /** The time between its line and its end. */
  readonly lingeredMs: number;
  readonly exitCode: number | null;
}

/** Runs a program that makes one query, as a process of its own with further variables. */
export function runOneQuery(
  options: OneQueryOptions,
  env: Readonly<Record<string, string>>,
): Promise<OneQueryRun> {
  const loader = join(__dirname, "../../cli/support/requireTs.js");
  const args = ["--require", loader, join(__dirname, "oneQuery.ts"), JSON.stringify(options)];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  let stdout = "";
  let printedAt = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    printedAt = performance.now();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => {
      const { outcome } = JSON.parse(stdout) as { readonly outcome: string };
      resolve({ outcome, lingeredMs: performance.now() - printedAt, exitCode });
    });
  });
}

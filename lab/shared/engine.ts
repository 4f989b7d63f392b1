import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * The folder of a Pulumi engine, to put first on PATH: one that is installed, or one that is made now,
 * which may take minutes. What it does is written to standard error.
 */
export function findEngine(): string {
  const script = fileURLToPath(new URL("../../scripts/engine.ts", import.meta.url));
  const printed = execFileSync(process.execPath, [script], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return printed.trimEnd().split("\n").at(-1) ?? "";
}

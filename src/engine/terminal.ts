import { readFileSync, readlinkSync } from "node:fs";
import { findCli } from "./cliProcess";

/**
 * Whether the CLI that started this plugin draws on a terminal. The engine does not tell, so its
 * standard input and output are looked at, on Linux; elsewhere, and where it cannot be told, the
 * answer is no, which shows a line for each noteworthy change. `PULUMI_DCS_PROGRESS=terminal|log` settles it.
 */
export function isOnTerminal(env = process.env, pid = process.ppid): boolean {
  const wish = env["PULUMI_DCS_PROGRESS"];
  if (wish === "terminal" || wish === "log") return wish === "terminal";
  if (env["CI"]) return false;
  try {
    const cli = findCli(pid);
    if (cli === undefined) return false;
    const words = readFileSync(`/proc/${cli}/cmdline`, "utf8").split("\0");
    const plain = words.some((word) => /^--(non-interactive|json|suppress-progress)\b/.test(word));
    // The CLI redraws only where it could also ask.
    return !plain && [0, 1].every((fd) => isTerminal(readlinkSync(`/proc/${cli}/fd/${fd}`)));
  } catch {
    return false;
  }
}

function isTerminal(file: string): boolean {
  return /^\/dev\/(pts\/|tty)/.test(file);
}

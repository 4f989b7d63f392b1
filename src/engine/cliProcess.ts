import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** What Linux knows of a process. */
interface ProcessStat {
  readonly name: string;
  readonly parent: number;
  /** Since the machine was started, in hundredths of a second. */
  readonly startedAt: number;
}

/** Ancestors that are looked at: the plugin may be started through a few wrappers. */
const MOST_STEPS = 8;

/** The nearest ancestor that is the CLI, whatever wrapper or link it was started by. */
export function findCli(pid = process.ppid): number | undefined {
  for (let [at, steps] = [pid, 0]; at > 1 && steps < MOST_STEPS; steps += 1) {
    const { name, parent } = readStat(at);
    if (isCli([name, executableOf(at)])) return at;
    at = parent;
  }
  return undefined;
}

/**
 * By the names of a process and of its file: a wrapper gives the CLI another name (`.pulumi-wrapped`
 * of nixpkgs), a link names the process alone. Its command line is no help: npm, for one, writes
 * the command that it runs there. What starts a plugin or a language host is named after that, cut to
 * 15 characters.
 */
function isCli(names: readonly string[]): boolean {
  return (
    names.some((name) => /^\.?pulumi[\w.-]*$/.test(name)) &&
    !names.some((name) => /^pulumi-(language|resource)/.test(name))
  );
}

/** Its file's name; empty for a process of another user. */
function executableOf(pid: number): string {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return "";
  }
}

/**
 * When the CLI that started this plugin began, in milliseconds since 1970. The engine starts the
 * plugin only with the first resource that needs it, which may be after the operation whose task is
 * looked for. On Linux; elsewhere, and where it cannot be told, the start of this process.
 */
export function runStartedAt(): number {
  const ownStart = performance.timeOrigin;
  try {
    const cli = findCli();
    if (cli === undefined) return ownStart;
    const earlierBy = readStat(process.pid).startedAt - readStat(cli).startedAt;
    return ownStart - earlierBy * 10;
  } catch {
    return ownStart;
  }
}

/** Fields 2, 4 and 22 of proc(5)'s `stat`; the name is in brackets and may hold anything. */
function readStat(pid: number): ProcessStat {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const nameEnd = stat.lastIndexOf(")");
  const fields = stat.slice(nameEnd + 2).split(" ");
  return {
    name: stat.slice(stat.indexOf("(") + 1, nameEnd),
    parent: Number(fields[1]),
    startedAt: Number(fields[19]),
  };
}

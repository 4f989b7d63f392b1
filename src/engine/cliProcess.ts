import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** What Linux knows of a process. */
interface ProcessStat {
  readonly name: string;
  readonly parent: number;
  /** Since the machine was started, in hundredths of a second. */
  readonly startedAt: number;
}

/** Ancestors that are searched: wrappers may stand between the CLI and the plugin. */
const MAX_ANCESTORS = 8;

/** Process id of the nearest ancestor that is the CLI; `undefined` if there is none. */
export function findCli(pid = process.ppid): number | undefined {
  for (let [at, steps] = [pid, 0]; at > 1 && steps < MAX_ANCESTORS; steps += 1) {
    const { name, parent } = readStat(at);
    if (isCli([name, executableOf(at)])) return at;
    at = parent;
  }
  return undefined;
}

/**
 * Judges by the names of the process and of its file. A wrapper may rename the file, as nixpkgs does
 * with `.pulumi-wrapped`; a link renames only the process. The command line proves nothing: that of npm
 * contains the command that npm runs. Linux cuts names to 15 characters, such as `pulumi-language`.
 */
function isCli(names: readonly string[]): boolean {
  return (
    names.some((name) => /^\.?pulumi[\w.-]*$/.test(name)) &&
    !names.some((name) => /^pulumi-(language|resource)/.test(name))
  );
}

/** Name of a process's file; empty for a process of another user. */
function executableOf(pid: number): string {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return "";
  }
}

/**
 * When the CLI that started this plugin began, in milliseconds since 1970. The engine starts the plugin
 * with the first resource that needs it, which may be after the operation whose task is searched for.
 * Where the start of the CLI is not known, as on other systems than Linux, it is that of this process.
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

/** Fields 2, 4 and 22 of `stat` in proc(5). The name is in parentheses and may contain any character. */
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

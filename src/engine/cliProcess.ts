import { readFileSync } from "node:fs";

/** What Linux tells of a process. */
interface ProcessStat {
  readonly name: string;
  readonly parent: number;
  /** Since the machine was started, in hundredths of a second. */
  readonly startedAt: number;
}

/** The nearest ancestor that is the CLI: the plugin may be started through a shell. */
export function findCli(pid = process.ppid): number | undefined {
  for (let [at, steps] = [pid, 0]; at > 1 && steps < 5; steps += 1) {
    const { name, parent } = readStat(at);
    if (name === "pulumi") return at;
    at = parent;
  }
  return undefined;
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

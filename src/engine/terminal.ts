import { readFileSync, readlinkSync } from "node:fs";
import { printable } from "../printable";
import { findCli } from "./cliProcess";

/** How the CLI that started this plugin shows the texts of a resource. */
export interface EngineDisplay {
  /** `rows` are redrawn; in a `log` every text is a new line. */
  readonly kind: "rows" | "log";
  /** Whether the display shows the resource's name with each of its texts. */
  readonly namesRows: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds out how the CLI that started this plugin shows the texts of a resource. The engine does not say,
 * so this reads the CLI's command line, environment, standard input and output from /proc. Where these
 * cannot be read, as on other systems than Linux, the answer is a log with names.
 * `PULUMI_DCS_PROGRESS=terminal|log` overrides `kind`.
 */
export function describeDisplay(env: Environment = process.env, pid = process.ppid): EngineDisplay {
  const cli = ifReadable(() => findCli(pid));
  const words = cli === undefined ? [] : readWords(cli);
  // The display of --diff prints each text as it is.
  const namesRows = !hasFlag(words, "diff");
  const wish = env["PULUMI_DCS_PROGRESS"];
  if (wish === "terminal" || wish === "log") {
    return { kind: wish === "terminal" ? "rows" : "log", namesRows };
  }
  const mayRedraw = namesRows && !env["CI"] && !isPlain(words);
  const redraws = mayRedraw && cli !== undefined && ifReadable(() => canRedraw(cli));
  return { kind: redraws ? "rows" : "log", namesRows };
}

/** The command line of a process; empty if it cannot be read. */
function readWords(pid: number): readonly string[] {
  return ifReadable(() => readList(pid, "cmdline")) ?? [];
}

/** Whether a command line asks for plain output. */
function isPlain(words: readonly string[]): boolean {
  return ["non-interactive", "json", "suppress-progress"].some((flag) => hasFlag(words, flag));
}

/** A prefix for each text of a resource: its name, if the display does not show it. */
export function labelOf(urn: string, { namesRows }: EngineDisplay): string {
  if (namesRows) return "";
  // urn:pulumi:<stack>::<project>::<types>::<name>, where the name may contain colons.
  const name = urn.split("::").slice(3).join("::");
  return `${printable(name)}: `;
}

/** Whether the CLI redraws rows. Its own code does so where it could also ask questions. */
function canRedraw(cli: number): boolean {
  const isDumb = readList(cli, "environ").some((variable) => /^TERM=dumb$/i.test(variable));
  return !isDumb && [0, 1].every((fd) => isTerminal(readlinkSync(`/proc/${cli}/fd/${fd}`)));
}

/** A NUL-separated file of a process, see proc(5). */
function readList(pid: number, file: "cmdline" | "environ"): string[] {
  return readFileSync(`/proc/${pid}/${file}`, "utf8").split("\0");
}

/** `undefined` if there is no /proc, or this user may not read it. */
function ifReadable<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** Whether a command line sets a boolean flag. The last occurrence wins, as in the CLI. */
function hasFlag(words: readonly string[], name: string): boolean {
  const last = words.findLast((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const [, value = "true"] = last?.split("=") ?? ["", "false"];
  // The spellings of Go's strconv.ParseBool.
  return ["1", "t", "T", "TRUE", "true", "True"].includes(value);
}

function isTerminal(file: string): boolean {
  return /^\/dev\/(pts\/|tty)/.test(file);
}

import { readFileSync, readlinkSync } from "node:fs";
import { printable } from "../printable";
import { findCli } from "./cliProcess";

/** How the CLI that started this plugin shows the texts of a resource. */
export interface EngineDisplay {
  /** `rows` are drawn over; in a `log` every text is a line of its own. */
  readonly kind: "rows" | "log";
  /** Whether the resource's name stands beside each of its texts. */
  readonly namesRows: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How the CLI that started this plugin shows the texts of a resource. The engine does not report it,
 * so it follows from the CLI's command line, environment, standard input and output, on Linux. Where
 * these cannot be read, it is a log with names. `PULUMI_DCS_PROGRESS=terminal|log` overrides `kind`.
 */
export function describeDisplay(env: Environment = process.env, pid = process.ppid): EngineDisplay {
  const cli = ifReadable(() => findCli(pid));
  const words = (cli ? ifReadable(() => readList(cli, "cmdline")) : undefined) ?? [];
  // The display of --diff prints each text as it is, on a line of its own.
  const namesRows = !hasFlag(words, "diff");
  const wish = env["PULUMI_DCS_PROGRESS"];
  if (wish === "terminal" || wish === "log") {
    return { kind: wish === "terminal" ? "rows" : "log", namesRows };
  }
  const isPlain = ["non-interactive", "json", "suppress-progress"].some((one) =>
    hasFlag(words, one),
  );
  const isLog = !namesRows || isPlain || env["CI"] || !cli || !ifReadable(() => canRedraw(cli));
  return { kind: isLog ? "log" : "rows", namesRows };
}

/** What a text of the resource with this URN begins with: its name, where the display lacks it. */
export function labelOf(urn: string, { namesRows }: EngineDisplay): string {
  if (namesRows) return "";
  // urn:pulumi:<stack>::<project>::<types>::<name>, and a name may hold colons.
  const name = urn.split("::").slice(3).join("::");
  return `${printable(name)}: `;
}

/** Whether the CLI redraws: where it could also ask, as its own code decides. */
function canRedraw(cli: number): boolean {
  const isDumb = readList(cli, "environ").some((variable) => /^TERM=dumb$/i.test(variable));
  return !isDumb && [0, 1].every((fd) => isTerminal(readlinkSync(`/proc/${cli}/fd/${fd}`)));
}

/** A list of texts that Linux keeps of a process, see proc(5). */
function readList(pid: number, file: "cmdline" | "environ"): string[] {
  return readFileSync(`/proc/${pid}/${file}`, "utf8").split("\0");
}

/** `undefined` where there is no /proc, or it may not be read. */
function ifReadable<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** Whether a command line sets a flag of two values; the last one holds, as the CLI reads them. */
function hasFlag(words: readonly string[], name: string): boolean {
  const last = words.findLast((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const [, value = "true"] = last?.split("=") ?? ["", "false"];
  // The spellings of Go's strconv.ParseBool.
  return ["1", "t", "T", "TRUE", "true", "True"].includes(value);
}

function isTerminal(file: string): boolean {
  return /^\/dev\/(pts\/|tty)/.test(file);
}

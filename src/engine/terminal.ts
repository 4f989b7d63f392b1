import { readFileSync, readlinkSync } from "node:fs";
import { printable } from "../printable";
import { findCli } from "./cliProcess";
import { isKnownCi } from "./knownCi";

/** How the CLI that started this plugin shows the texts of a resource. */
export interface EngineDisplay {
  /** `rows` are redrawn; in a `log` every text is a new line. */
  readonly kind: "rows" | "log";
  /** Whether the display shows the resource's name with each of its texts. */
  readonly namesRows: boolean;
  /** Whether a text may be cut by a table that counts characters: `rows`, or not known. */
  readonly countsCharacters: boolean;
}

/** How the CLI was called. */
interface CliCall {
  readonly words: readonly string[];
  readonly variables: readonly string[];
}

/** Flags of the CLI with which it does not redraw. */
const plainFlags = ["diff", "non-interactive", "json"];
/** `--json` after short flags without a value: `-j`, `-yj`. */
const SHORT_JSON = /^-[defy]*j/;

/** The flag whose value may look like another flag. */
const MESSAGE = /^(?:-[defjy]*m|--message)$/;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds out how the CLI that started this plugin shows the texts of a resource. The engine does not say,
 * so this reads the CLI's command line, environment, standard input and output from /proc. Where these
 * cannot be read, as on other systems than Linux, the answer is a log with names.
 * `PULUMI_DCS_PROGRESS=terminal|log` overrides `kind`.
 */
export function describeDisplay(env: Environment = process.env, pid = process.ppid): EngineDisplay {
  const cli = ifReadable(() => findCli(pid));
  const variables = cli === undefined ? [] : readVariables(cli);
  const words = cli === undefined ? [] : [...flagsIn(variables), ...readWords(cli)];
  // The display of --diff prints each text as it is.
  const namesRows = !hasFlag(words, "diff");
  const wish = env["PULUMI_DCS_PROGRESS"];
  if (wish === "terminal" || wish === "log") {
    const redraws = wish === "terminal";
    return { kind: redraws ? "rows" : "log", namesRows, countsCharacters: redraws };
  }
  const redraws =
    cli === undefined ? undefined : ifReadable(() => canRedraw(cli, { words, variables }));
  return { kind: redraws ? "rows" : "log", namesRows, countsCharacters: redraws ?? true };
}

/** The command line of a process, without the texts of messages; empty if it cannot be read. */
function readWords(pid: number): readonly string[] {
  const words = ifReadable(() => readList(pid, "cmdline")) ?? [];
  return words
    .filter((_, at) => !MESSAGE.test(words[at - 1] ?? ""))
    .map((word) => (SHORT_JSON.test(word) ? "--json" : word));
}

/** The environment of a process; empty if it cannot be read. */
function readVariables(pid: number): readonly string[] {
  return ifReadable(() => readList(pid, "environ")) ?? [];
}

/** Every flag of the CLI can be set in a variable: `PULUMI_OPTION_NON_INTERACTIVE=true`. */
function flagsIn(variables: readonly string[]): string[] {
  return variables.flatMap((variable) => {
    const [, name, value] = /^PULUMI_OPTION_([A-Z_]+)=(.*)$/s.exec(variable) ?? [];
    return name === undefined ? [] : `--${name.toLowerCase().replaceAll("_", "-")}=${value}`;
  });
}

/** A prefix for each text of a resource: its name, if the display does not show it. */
export function labelOf(urn: string, { namesRows }: Pick<EngineDisplay, "namesRows">): string {
  if (namesRows) return "";
  // urn:pulumi:<stack>::<project>::<types>::<name>, where the name may contain colons.
  const name = urn.split("::").slice(3).join("::");
  return `${printable(name)}: `;
}

/**
 * Whether the CLI redraws rows. Its own code does so where it could also ask questions: on a terminal
 * that is not dumb, and not in a CI system that it knows. It does not look at `CI`.
 */
function canRedraw(cli: number, { words, variables }: CliCall): boolean {
  if (plainFlags.some((flag) => hasFlag(words, flag))) return false;
  if (isKnownCi(variables) || variables.some((variable) => /^TERM=dumb$/i.test(variable)))
    return false;
  return [0, 1].every((fd) => isTerminal(readlinkSync(`/proc/${cli}/fd/${fd}`)));
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

import type { Command, Option } from "commander";
import { binNames } from "../calledAs";
import { programName } from "../cliIo";

/** The values that an option takes. */
export type Values =
  | { readonly kind: "none" }
  | { readonly kind: "file" }
  | { readonly kind: "any" }
  | { readonly kind: "words"; readonly words: readonly string[] };

/** An option, as far as a completion script needs it. */
export interface OptionWords {
  /** Such as `--region`, with the short form if there is one. */
  readonly names: readonly string[];
  readonly description: string;
  readonly values: Values;
}

/** A command, as far as a completion script needs it. */
export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
  /** Allowed values of its first argument; empty if any value is allowed. */
  readonly words: readonly string[];
}

/** The commands of a program, including `help`, and its global options. */
export interface ProgramWords {
  readonly name: string;
  /** Every name under which the program is installed. */
  readonly names: readonly string[];
  readonly commands: readonly CommandWords[];
  readonly options: readonly OptionWords[];
}

/** Reads commands and options from commander, so that completion and program cannot differ. */
export function readCommandTree(program: Command): ProgramWords {
  const { commands } = program;
  const words = commands.map((command) => command.name());
  const help = { name: "help", description: "show the help of a command", options: [], words };
  return {
    name: programName,
    names: binNames,
    commands: [...commands.map(toCommandWords), help],
    options: toOptionWords(program),
  };
}

function toCommandWords(command: Command): CommandWords {
  return {
    name: command.name(),
    description: plain(command.summary() || command.description()),
    options: toOptionWords(command),
    words: command.registeredArguments[0]?.argChoices ?? [],
  };
}

function toOptionWords(command: Command): OptionWords[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => ({
      names: [option.short, option.long].filter((name) => name !== undefined),
      description: plain(option.description),
      values: valuesOf(option),
    }));
}

function valuesOf({ required, optional, argChoices, flags }: Option): Values {
  if (!required && !optional) return { kind: "none" };
  if (argChoices) return { kind: "words", words: argChoices };
  return { kind: /<[^>]*\bfile\b[^>]*>/.test(flags) ? "file" : "any" };
}

/** Removes the characters that have a meaning in a shell. */
function plain(text: string): string {
  return text.replace(/[`'"$\\[\]:;]/g, "");
}

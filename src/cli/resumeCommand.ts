import type { Command } from "commander";
import { quoteWord } from "./quoteWord";

/** What to change in a command that is to be run again. */
export interface Changes {
  /** The arguments. Default: as given. */
  readonly args?: readonly string[] | undefined;
  /** Options to leave out, such as `--name`. Default: none. */
  readonly without?: readonly string[];
}

/** The shell command that runs `command` again with the same arguments and options. */
export function resumeCommand(
  calledAs: string,
  command: Command,
  { args = command.args, without = [] }: Changes = {},
): string {
  const flags = command.options.flatMap((option) => {
    const name = option.attributeName();
    const flag = option.long ?? option.flags;
    if (command.getOptionValueSource(name) !== "cli" || without.includes(flag)) return [];
    const value: unknown = command.getOptionValue(name);
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.flatMap((one) => (typeof one === "string" ? [flag, quoteWord(one)] : [flag]));
  });
  const words = args.map(quoteWord);
  // After "--" an argument that begins with a dash is not read as an option.
  const rest = args.some((arg) => arg.startsWith("-"))
    ? [...flags, "--", ...words]
    : [...words, ...flags];
  return [calledAs, command.name(), ...rest].join(" ");
}

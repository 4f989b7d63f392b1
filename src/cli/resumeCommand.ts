import type { Command } from "commander";

/** The shell command that runs `command` again with the same arguments and options. */
export function resumeCommand(calledAs: string, command: Command): string {
  const flags = command.options.flatMap((option) => {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) !== "cli") return [];
    const flag = option.long ?? option.flags;
    const value: unknown = command.getOptionValue(name);
    return typeof value === "string" ? [flag, quoteWord(value)] : [flag];
  });
  return [calledAs, command.name(), ...command.args.map(quoteWord), ...flags].join(" ");
}

/** Quotes a text so that a POSIX shell reads it as one word. */
function quoteWord(text: string): string {
  const isPlain = /^[\w./:@%+-][\w./:@%+=-]*$/.test(text);
  return isPlain ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

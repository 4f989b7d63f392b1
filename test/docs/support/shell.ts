/** A command of a shell text, without comments, redirections and leading assignments. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** As written. */
  readonly line: string;
}

// Blanks and operators separate words, quotes keep them together; `<a placeholder>` is one word.
const wordPattern = /(?:"(?:\\.|[^"\\])*"|'[^']*'|<[^<>\n]+>|\\.|[^\s"'|&;\\])+/gu;

/** The commands of a shell text, in order. Supports only the syntax that the docs use. */
export function commandsIn(text: string): ShellCommand[] {
  const lines = text.replaceAll(/\\\n\s*/gu, "").split("\n");
  return lines.flatMap((line) =>
    line
      .replace(/(^|\s)#.*$/u, "")
      .split(/\s*(?:&&|\|\||[;|])\s*/u)
      .map((command) => wordsOf(command.replace(/\s\d?>+\s*\S+$/u, "")))
      .filter((words) => words.length > 0)
      .map((words) => ({ words, line: line.trim() })),
  );
}

function wordsOf(command: string): string[] {
  const words = (command.match(wordPattern) ?? []).map((word) => word.replaceAll(/["']/gu, ""));
  const first = words.findIndex((word) => !/^\w+=/u.test(word));
  return first < 0 ? [] : words.slice(first);
}

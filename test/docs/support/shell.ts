/** A command of a shell text: its words, without comments, redirections and assignments before it. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** As written. */
  readonly line: string;
}

// A word: blanks and operators part words, quotes keep them; `<a placeholder>` is one word.
const wordPattern = /(?:"(?:\\.|[^"\\])*"|'[^']*'|<[^<>\n]+>|\\.|[^\s"'|&;\\])+/gu;

/** The commands of a shell text, in order. Knows as much of the language as the docs use. */
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

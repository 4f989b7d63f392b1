import type { CliIo, TextSink } from "./cliIo";

/** Characters that the runner ignores where it compares texts. */
const SKIPPED = String.raw`\p{DI}`;
/** `::error::text`, after blanks at the begin of a line. */
const COMMAND = new RegExp(`^((?:[^\\S\\r\\n]|\\u0085|${SKIPPED})*):(?=${SKIPPED}*:)`, "gmu");
/** `##[error]text`, anywhere in a line. */
const OLD_COMMAND = new RegExp(`#${SKIPPED}*#(?=${SKIPPED}*\\[)`, "gu");

/** Whether the program runs in a job of GitHub Actions. */
export function isInGithubJob({ env }: Pick<CliIo, "env">): boolean {
  return env["GITHUB_ACTIONS"] === "true";
}

/**
 * Text in which the runner of GitHub Actions finds no command: a blank separates `::` at the begin of
 * a line, and `##[` anywhere. A zero-width character would not do, because the runner's comparison
 * ignores it.
 *
 * Source: `ActionCommand.cs` of actions/runner.
 */
export function withoutCommands(text: string): string {
  return text.replace(COMMAND, "$1: ").replace(OLD_COMMAND, "## ");
}

/**
 * The `CliIo` of a job of GitHub Actions, whose runner obeys commands in everything that is printed:
 * names of the service cannot give commands, and `writeCommand` of a sink can. Elsewhere `io` itself.
 */
export function forGithubJob(io: CliIo): CliIo {
  if (!isInGithubJob(io)) return io;
  return { ...io, stdout: guard(io.stdout), stderr: guard(io.stderr) };
}

function guard(sink: TextSink): TextSink {
  return {
    ...sink,
    write: (text) => sink.write(withoutCommands(text)),
    writeCommand: (line) => sink.write(`${line}\n`),
  };
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { usageExitCode, type CliIo, type CommandFactory } from "./cliIo";
import { completionCommand } from "./completion";
import { listCommand } from "./list";
import { reportCommand } from "./report";
import { showCommand } from "./show";
import { simulateCommand } from "./simulate";
import { waitCommand } from "./wait";

/** Every command of `dcs-task`, in the order of its help. */
const commands: readonly CommandFactory[] = [
  showCommand,
  listCommand,
  waitCommand,
  reportCommand,
  simulateCommand,
  completionCommand,
];

/**
 * Runs `dcs-task`.
 *
 * @param argv - the arguments after the name of the program
 * @returns the exit code: 0 for success, 2 for arguments that cannot be used, 3 for a request that
 *   failed; `wait` has more
 */
export async function run(argv: readonly string[], io: CliIo): Promise<number> {
  let exitCode = 0;
  const program = new Command("dcs-task")
    .description("Watch background tasks of Huawei Cloud DCS instances.")
    .version(packageVersion());
  for (const createCommand of commands) {
    program.addCommand(
      createCommand(io, (code) => {
        exitCode = code;
      }),
    );
  }
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .showHelpAfterError(`(${program.name()} --help shows what can be given)`)
      .configureOutput({
        writeOut: (text) => io.stdout.write(text),
        writeErr: (text) => io.stderr.write(text),
      });
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? 0 : usageExitCode;
    }
    throw error;
  }
}

function packageVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"),
  );
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "";
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import {
  type CliIo,
  type CommandFactory,
  type Ending,
  nameOfCall,
  programName,
  usageExitCode,
} from "./cliIo";
import { printable } from "../printable";
import { checkCommand } from "./check";
import { completionCommand } from "./completion";
import { requestExitCode } from "./connect";
import { listCommand } from "./list";
import { isReaderGone } from "./openSink";
import { reportCommand } from "./report";
import { showCommand } from "./show";
import { simulateCommand } from "./simulate";
import { waitCommand } from "./wait";
import { forGithubJob } from "./workflowCommands";

/** Every command of `dcs-task`, in the order of its help. */
const commands: readonly CommandFactory[] = [
  showCommand,
  listCommand,
  waitCommand,
  reportCommand,
  checkCommand,
  simulateCommand,
  completionCommand,
];

/**
 * Runs `dcs-task`.
 *
 * @param argv - the arguments after the name of the program
 * @returns the exit code: 0 for success, 2 for invalid arguments, 3 for a failed request or output that
 *   could not be written; `wait` has more
 */
export async function run(argv: readonly string[], given: CliIo): Promise<number> {
  const io = forGithubJob(given);
  const ending = await runCommand(argv, io);
  await io.stdout.flushed?.();
  return toExitCode(ending, io);
}

async function runCommand(argv: readonly string[], io: CliIo): Promise<Ending> {
  let ending: Ending = { code: 0 };
  const program = new Command(nameOfCall(io))
    .description("Watch background tasks of Huawei Cloud DCS instances.")
    .version(packageVersion());
  for (const createCommand of commands) {
    program.addCommand(
      createCommand(io, (given) => {
        ending = given;
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
        // It quotes what was given.
        outputError: (text, write) => {
          write(`${printable(text)}\n`);
        },
      });
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return ending;
  } catch (error) {
    if (error instanceof CommanderError) {
      return { code: error.exitCode === 0 ? 0 : usageExitCode };
    }
    throw error;
  }
}

/** The exit code of a command, which fails if its product could not be written. */
function toExitCode(
  { code, output = "product", unreadCode = 0 }: Ending,
  { stdout: { lost }, stderr }: CliIo,
): number {
  if (!lost?.aborted) return code;
  const isUnread = isReaderGone(lost.reason);
  if (!isUnread) {
    // Such as "Error: ENOSPC: no space left on device, write".
    const reason = String(lost.reason).replace(/^Error: |, write$/g, "");
    stderr.write(`${programName}: cannot write to standard output: ${reason}\n`);
  }
  if (output === "display") return code;
  return isUnread ? unreadCode : requestExitCode;
}

/** "unknown" if the program was bundled into one file. */
function packageVersion(): string {
  const file = join(__dirname, "..", "..", "package.json");
  if (!existsSync(file)) return "unknown";
  const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "";
}

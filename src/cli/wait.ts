import { Command, Option } from "commander";
import type { DcsClient } from "../client/dcsClient";
import type { WaitOutcome } from "../waitResult";
import { assertIds } from "./assertIds";
import { type CliIo, type CommandFactory, forProduct, nameOfCall, programName } from "./cliIo";
import { connect, exitCodeOf, printErrors, withConnection } from "./connect";
import { resumeCommand } from "./resumeCommand";
import { chooseTasks } from "./wait/chooseTasks";
import { type NoTask, toNoTask } from "./wait/noTask";
import { nameOfTask, outcomeOf, type TaskEnd, worstOutcome } from "./wait/waitedTask";
import { choosingFlags, readWaitFlags, type WaitFlags } from "./wait/waitFlags";
import { reportErrorToGithub, reportNoTaskToGithub, reportToGithub } from "./wait/github";
import { waitHelp } from "./wait/waitHelp";
import { printNoTask, waitInJson } from "./wait/waitInJson";
import { waitForMarkdown } from "./wait/waitForMarkdown";
import { waitOnScreen } from "./wait/waitOnScreen";

/**
 * Exit codes of `dcs-task wait`, in addition to 2 for invalid arguments and 3 for a failed request.
 * A failed task has a code that neither a crash of Node nor a shell that cannot start a program uses.
 */
export const waitExitCodes: Readonly<Record<WaitOutcome | "none", number>> = {
  succeeded: 0,
  failed: 20,
  lost: 20,
  timedOut: 4,
  none: 5,
  aborted: 130,
};

/** Exit code if the reader of `--json` closes the pipe: 128 + SIGPIPE. */
const unreadExitCode = 141;

/** `dcs-task wait`: waits until tasks end, with a live bar and their steps. */
export const waitCommand: CommandFactory = (io, end) =>
  withConnection(new Command("wait"))
    .summary("wait until a task ends")
    .description(
      "Wait until a background task ends, with live progress. Ctrl-C stops the wait; the task " +
        "continues.",
    )
    .argument("<instance id>")
    .argument("[task id]", "default: the newest unfinished task")
    .option("--name <name>", "choose among tasks with this name; may be repeated", collect)
    .option("--all", "wait for every unfinished task")
    .option("--appear <duration>", "look so long for a task that is not there yet")
    .option("--timeout <duration>", "longest wait, such as 90s, 10m or 1h30m", "1h")
    .addOption(
      new Option("--format <format>", "what to print on standard output")
        .choices(["text", "json", "markdown"])
        .default("text"),
    )
    .addOption(new Option("--json", "the same as --format json").conflicts("format"))
    .addHelpText("after", waitHelp(nameOfCall(io)))
    .action(async (instanceId: string, taskId: string | undefined, _: object, command: Command) => {
      const flags = command.opts<WaitFlags>();
      const { format, world } = worldOf(flags, io);
      const wanted = { instanceId, taskId, flags, format, command };
      const work = () => wait(connect(flags, world), wanted, world);
      const code = await printErrors("wait", world, () => reportErrorToGithub(work, wanted, world));
      end(format === "text" ? { code, output: "display" } : { code, unreadCode: unreadExitCode });
    });

/** Text is a display, which may be lost; JSON and Markdown are products. */
function worldOf({ format, json }: WaitFlags, io: CliIo) {
  const given = json ? "json" : format;
  return { format: given, world: given === "text" ? io : forProduct(io) };
}

interface Wanted {
  readonly instanceId: string;
  readonly taskId: string | undefined;
  readonly flags: WaitFlags;
  readonly format: WaitFlags["format"];
  readonly command: Command;
}

/** @returns the exit code */
async function wait(client: DcsClient, wanted: Wanted, io: CliIo): Promise<number> {
  const { instanceId, taskId, flags, format } = wanted;
  assertIds(wanted);
  const { timeoutMs, appearMs = 0 } = readWaitFlags(flags, taskId);
  const { name: names, all = false } = flags;
  const { clock } = io;
  const startedAt = clock.now();
  // The search that --appear allows is not part of the wait.
  const limitMs = appearMs + timeoutMs;
  const context = { signal: io.signal, limitMs, clock, say: sayOn(io) };
  const chosen =
    taskId === undefined
      ? await chooseTasks(client, { instanceId, names, all, appearMs }, context).catch(toNoTask)
      : [{ instanceId, taskId }];
  if ("outcome" in chosen) return endWithoutTask(chosen, wanted, io);
  if (chosen.length === 0) return endWithoutTask({ outcome: "none" }, wanted, io);
  const waitForThem = {
    text: waitOnScreen,
    markdown: waitForMarkdown,
    json: waitInJson({ wereChosen: taskId === undefined, isGroup: all }),
  }[format];
  const restMs = Math.max(limitMs - (clock.now() - startedAt), 1);
  const ends = await waitForThem(client, chosen, { timeoutMs: Math.min(timeoutMs, restMs), io });
  await reportToGithub(ends, io);
  sayErrors(ends, sayOn(io));
  sayHowToResume(ends, wanted, io);
  return toExitCode(ends);
}

/** Says everywhere why no task was chosen. */
async function endWithoutTask(noTask: NoTask, wanted: Wanted, io: CliIo): Promise<number> {
  const { flags, format, command } = wanted;
  const { outcome, failure } = noTask;
  if (format === "json") printNoTask(io, noTask, flags.all ?? false);
  await reportNoTaskToGithub(noTask, wanted, io);
  const say = sayOn(io);
  if (outcome === "timedOut") say("Timed out before a task was chosen.");
  if (failure) say(`The last failure: ${failure.code}: ${failure.message}`);
  if (outcome !== "none") say(`To resume: ${resumeCommand(nameOfCall(io), command)}`);
  return waitExitCodes[outcome];
}

function sayOn({ stderr }: CliIo): (text: string) => void {
  return (text) => {
    stderr.write(`${text}\n`);
  };
}

function sayErrors(ends: readonly TaskEnd[], say: (text: string) => void): void {
  for (const end of ends) {
    if (!("error" in end)) continue;
    const { code, message } = end.error;
    const of = ends.length > 1 ? ` ${nameOfTask(end.task)}:` : "";
    say(`${programName} wait:${of} ${code}: ${message}`);
  }
}

/** Names the task that was chosen: by then another one may be the newest. */
function sayHowToResume(ends: readonly TaskEnd[], wanted: Wanted, io: CliIo): void {
  const outcomes = ends.map(outcomeOf);
  if (!outcomes.includes("aborted") && !outcomes.includes("timedOut")) return;
  const { instanceId, taskId = ends[0]?.task.taskId ?? "", flags, command } = wanted;
  const changes = flags.all ? {} : { args: [instanceId, taskId], without: choosingFlags };
  const again = resumeCommand(nameOfCall(io), command, changes);
  const subject = ends.length > 1 ? "Unfinished tasks continue" : "The task continues";
  io.stderr.write(`${subject}. To resume the wait: ${again}\n`);
}

function toExitCode(ends: readonly TaskEnd[]): number {
  const worst = worstOutcome(ends);
  if (worst !== "error") return waitExitCodes[worst];
  const errors = ends.flatMap((end) => ("error" in end ? [end.error] : []));
  return Math.max(...errors.map(exitCodeOf));
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

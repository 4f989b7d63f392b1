import { Command, Option } from "commander";
import type { DcsClient } from "../client/dcsClient";
import { assertIds } from "./assertIds";
import { type CliIo, type CommandFactory, forProduct, nameOfCall, programName } from "./cliIo";
import { connect, printErrors, withConnection } from "./connect";
import { resumeCommand } from "./resumeCommand";
import { chooseTasks } from "./wait/chooseTasks";
import { endWithoutTask, reportErrors } from "./wait/endWithoutTask";
import { toExitCode, unreadExitCode } from "./wait/exitCodes";
import { reportToGithub } from "./wait/github";
import { toNoTask } from "./wait/noTask";
import { waitForMarkdown } from "./wait/waitForMarkdown";
import { waitHelp } from "./wait/waitHelp";
import { waitInJson } from "./wait/waitInJson";
import { waitOnScreen } from "./wait/waitOnScreen";
import { nameOfTask, outcomeOf, type TaskEnd } from "./wait/waitedTask";
import { choosingFlags, readWaitFlags, type WaitFlags } from "./wait/waitFlags";
import type { Wanted } from "./wait/wanted";

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
      const code = await printErrors("wait", world, () => reportErrors(work, wanted, world));
      end(format === "text" ? { code, output: "display" } : { code, unreadCode: unreadExitCode });
    });

/** Text is a display, which may be lost; JSON and Markdown are products. */
function worldOf({ format, json }: WaitFlags, io: CliIo) {
  const given = json ? "json" : format;
  return { format: given, world: given === "text" ? io : forProduct(io) };
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

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

import { writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { DcsError } from "../errors";
import { printable } from "../printable";
import { assertIds } from "./assertIds";
import { type CliIo, type CommandFactory, forProduct, nameOfCall, programName } from "./cliIo";
import {
  type ConnectionFlags,
  requestExitCode,
  printErrors,
  withClient,
  withConnection,
} from "./connect";
import { renderHtml } from "./report/renderHtml";
import { renderMermaid } from "./report/renderMermaid";
import { parseReportedTasks } from "./report/parseReportedTasks";
import { readInput, reasonOf } from "./report/readInput";
import { renderMarkdown } from "./report/renderMarkdown";
import type { ReportedTask } from "./report/reportedTask";
import { readTask } from "./report/readTask";
import { layOutChart, type TimeChart } from "./report/timeChart";

const formats: ReadonlyMap<string, (charts: readonly TimeChart[]) => string> = new Map([
  ["html", renderHtml],
  ["markdown", renderMarkdown],
  ["mermaid", renderMermaid],
]);

interface ReportFlags extends ConnectionFlags {
  readonly state?: string;
  readonly outputs?: string;
  readonly format: string;
  readonly output?: string;
}

/** `dcs-task report`: draws the steps of tasks as a time chart. */
export const reportCommand: CommandFactory = (io, end) =>
  withConnection(new Command("report"))
    .summary("draw the steps of a task, or of a stack's tasks, as a time chart")
    .description(
      "Draw the steps of a background task, or of every task in a stack: a page that is complete in " +
        "itself, or Markdown or Mermaid text for a pull request.",
    )
    .argument("[instance id]")
    .argument("[task id]")
    .option(
      "--state <file>",
      "take the tasks from what `pulumi stack export` printed; - is standard input",
    )
    .option(
      "--outputs <file>",
      "take the steps from what `pulumi stack output --json` printed; - is standard input",
    )
    .addOption(
      new Option("--format <format>", "what to draw").choices([...formats.keys()]).default("html"),
    )
    .option("--output <file>", "write to this file (default: standard output)")
    .addHelpText(
      "after",
      `
Examples:
  $ ${nameOfCall(io)} report <instance id> <task id> --output report.html
  $ pulumi stack export | ${nameOfCall(io)} report --state - --output report.html
  $ pulumi stack export | ${nameOfCall(io)} report --state - --format markdown | gh pr comment -F -
  $ pulumi stack output --json | ${nameOfCall(io)} report --outputs - --format mermaid`,
    )
    .action(
      async (instanceId: string | undefined, taskId: string | undefined, flags: ReportFlags) => {
        end({ code: await report(instanceId, taskId, flags, forProduct(io)) });
      },
    );

async function report(
  instanceId: string | undefined,
  taskId: string | undefined,
  flags: ReportFlags,
  io: CliIo,
): Promise<number> {
  const { state, outputs } = flags;
  const empty = (["state", "outputs", "output"] as const).find((name) => flags[name] === "");
  if (empty) return refuse(`"--${empty}" must not be empty: give a value, or leave it out`, io);
  const file = state ?? outputs;
  const isOneFile = file !== undefined && (state === undefined || outputs === undefined);
  if (isOneFile && instanceId === undefined) {
    return printErrors("report", io, async () =>
      write(parseReportedTasks(await readInput(file, io)), flags, io),
    );
  }
  if (file === undefined && instanceId !== undefined && taskId !== undefined) {
    return withClient("report", flags, io, async (client) => {
      assertIds({ instanceId, taskId });
      const task = await readTask(client, { instanceId, taskId }, io.signal);
      return write([task], flags, io, Date.now());
    });
  }
  return refuse("give either an instance id and a task id, or --state, or --outputs", io);
}

function refuse(message: string, io: CliIo): Promise<number> {
  return printErrors("report", io, () => Promise.reject(new DcsError("INVALID_INPUT", message)));
}

async function write(
  tasks: readonly ReportedTask[],
  { format, output }: ReportFlags,
  io: CliIo,
  nowMs?: number,
): Promise<number> {
  if (tasks.length === 0) {
    io.stderr.write(
      `${programName} report: no task was waited for, so there is nothing to report\n`,
    );
    return 0;
  }
  const charts = tasks.map((task) => layOutChart(task, nowMs));
  const text = formats.get(format)?.(charts) ?? "";
  if (output === undefined) {
    io.stdout.write(text);
    return 0;
  }
  try {
    await writeFile(output, text);
    return 0;
  } catch (error) {
    const message = printable(`cannot write ${output}: ${reasonOf(error)}`);
    io.stderr.write(`${programName} report: ${message}\n`);
    return requestExitCode;
  }
}

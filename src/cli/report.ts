import { readFile, writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { DcsError } from "../errors";
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
import { parseReportedTasks, type ReportedTask } from "./report/reportedTask";
import { layOutChart, type TimeChart } from "./report/timeChart";

const formats: ReadonlyMap<string, (charts: readonly TimeChart[]) => string> = new Map([
  ["html", renderHtml],
  ["mermaid", renderMermaid],
]);

interface ReportFlags extends ConnectionFlags {
  readonly outputs?: string;
  readonly format: string;
  readonly output?: string;
}

/** `dcs-task report`: draws the steps of tasks as a time chart. */
export const reportCommand: CommandFactory = (io, end) =>
  withConnection(new Command("report"))
    .summary("draw the steps of a task, or of a stack's outputs, as a time chart")
    .description(
      "Draw the steps of a background task, or of every task in a stack's outputs, as a time " +
        "chart: a page that is complete in itself, or Mermaid text for a pull request.",
    )
    .argument("[instance id]")
    .argument("[task id]")
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
  $ pulumi stack output --json | ${nameOfCall(io)} report --outputs - --output report.html
  $ pulumi stack output --json | ${nameOfCall(io)} report --outputs - --format mermaid | gh pr comment -F -`,
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
  const { outputs } = flags;
  const empty = (["outputs", "output"] as const).find((name) => flags[name] === "");
  if (empty) return refuse(`"--${empty}" must not be empty: give a value, or leave it out`, io);
  if (outputs !== undefined && instanceId === undefined) {
    return printErrors("report", io, async () =>
      write(parseReportedTasks(await readOutputs(outputs, io)), flags, io),
    );
  }
  if (outputs === undefined && instanceId !== undefined && taskId !== undefined) {
    return withClient("report", flags, io, async (client) => {
      const task = { instanceId, taskId };
      const answer = await client.showBackgroundTaskProgress(task, { signal: io.signal });
      const { progress, stepDetails } = answer;
      const facts = [
        ...(progress === undefined ? [] : [`${progress} %`]),
        `instance ${instanceId}`,
      ];
      return write([{ title: `task ${taskId}`, facts, stepDetails }], flags, io, Date.now());
    });
  }
  return refuse("give either an instance id and a task id, or --outputs", io);
}

function refuse(message: string, io: CliIo): Promise<number> {
  return printErrors("report", io, () => Promise.reject(new DcsError("INVALID_INPUT", message)));
}

async function readOutputs(file: string, { stdin }: CliIo): Promise<string> {
  if (file !== "-") return readText(file);
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of stdin ?? []) {
    text += typeof part === "string" ? part : decoder.decode(part, { stream: true });
  }
  return text;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const message = `cannot read ${file}: ${reasonOf(cause)}`;
    throw new DcsError("INVALID_INPUT", message, { cause });
  }
}

async function write(
  tasks: readonly ReportedTask[],
  { format, output }: ReportFlags,
  io: CliIo,
  nowMs?: number,
): Promise<number> {
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
    io.stderr.write(`${programName} report: cannot write ${output}: ${reasonOf(error)}\n`);
    return requestExitCode;
  }
}

/** Such as `ENOSPC: no space left on device, write`. */
function reasonOf(error: unknown): string {
  return String(error).replace(/^Error: /, "");
}

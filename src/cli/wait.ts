import { Command } from "commander";
import type { DcsClient } from "../client/dcsClient";
import type { TaskId } from "../client/options";
import { settleBackgroundTask } from "../client/tasks/waitForBackgroundTask";
import { DcsError } from "../errors";
import { ProgressLine } from "../display/progressLine";
import type { Row } from "../display/row";
import { renderSummary } from "../display/statusLine";
import { renderStepTable } from "../display/stepTable";
import { systemClock } from "../wait/time/clock";
import type { WaitOutcome, WaitResult, WaitStatus } from "../waitResult";
import { canDraw, type CliIo, type CommandFactory, forProduct, nameOfCall } from "./cliIo";
import { type ConnectionFlags, withClient, withConnection } from "./connect";
import { Drawing } from "./drawing";
import { createPaint } from "./paint";
import { printableJson } from "./printableJson";
import { renderProgress } from "./renderProgress";
import { resumeCommand } from "./resumeCommand";

/**
 * Exit codes of `dcs-task wait`, in addition to 2 for invalid arguments and 3 for a failed request.
 * A failed task has a code that neither a crash of Node nor a shell that cannot start a program uses.
 */
export const waitExitCodes: Readonly<Record<WaitOutcome, number>> = {
  succeeded: 0,
  failed: 20,
  lost: 20,
  timedOut: 4,
  aborted: 130,
};

/** Exit code if the reader of `--json` closes the pipe: 128 + SIGPIPE. */
const unreadExitCode = 141;

interface WaitFlags extends ConnectionFlags {
  readonly timeout: string;
  readonly json?: true;
}

/** `dcs-task wait`: waits until a task ends, with a live bar and its steps. */
export const waitCommand: CommandFactory = (io, end) =>
  withConnection(new Command("wait"))
    .summary("wait until a task ends")
    .description(
      "Wait until a background task ends, with live progress. Ctrl-C stops the wait; the task " +
        "continues.",
    )
    .argument("<instance id>")
    .argument("<task id>")
    .option("--timeout <seconds>", "longest wait", "3600")
    .option("--json", "print one line of JSON for each answer, and one for the end")
    .addHelpText(
      "after",
      `
Exit codes:
  0    the task succeeded
  2    invalid arguments
  3    a request failed, retries included, or --json output could not be written
  4    timed out; the task continues
  20   the task failed, or its record disappeared before its end was seen
  130  interrupted; the task continues
  141  the reader of --json output closed the pipe; the task continues
Any other code is a crash of this program. Without --json, output that cannot be written does not
end the wait.

Each line of --json has "event": "progress" (progress, remainTime, stepDetails), "trouble" (code,
message) or, in the last line, "end" (outcome, progress), and in addition attempts and elapsedMs.

Examples:
  $ ${nameOfCall(io)} wait <instance id> <task id>
  $ ${nameOfCall(io)} wait <instance id> <task id> --timeout 600 || echo "not done"
  $ ${nameOfCall(io)} wait <instance id> <task id> --json | jq --unbuffered -r '.progress // empty'`,
    )
    .action(async (instanceId: string, taskId: string, flags: WaitFlags, command: Command) => {
      const world = flags.json ? forProduct(io) : io;
      const code = await waitForExitCode({ instanceId, taskId }, command, world);
      end(flags.json ? { code, unreadCode: unreadExitCode } : { code, output: "display" });
    });

function waitForExitCode(task: TaskId, command: Command, io: CliIo): Promise<number> {
  const flags = command.opts<WaitFlags>();
  return withClient("wait", flags, io, async (client) => {
    const { outcome } = await wait(client, task, flags, io);
    if (outcome === "aborted" || outcome === "timedOut") {
      const again = resumeCommand(nameOfCall(io), command);
      io.stderr.write(`The task continues. To resume the wait: ${again}\n`);
    }
    return waitExitCodes[outcome];
  });
}

function wait(client: DcsClient, task: TaskId, flags: WaitFlags, io: CliIo): Promise<WaitResult> {
  const timeoutMs = Number(flags.timeout) * 1000;
  if (!(timeoutMs > 0)) {
    throw new DcsError("INVALID_INPUT", `--timeout must be seconds above 0, not ${flags.timeout}`);
  }
  return (flags.json ? waitInJson : waitOnScreen)(client, task, timeoutMs, io);
}

type Wait = (client: DcsClient, task: TaskId, timeoutMs: number, io: CliIo) => Promise<WaitResult>;

const waitInJson: Wait = async (client, task, timeoutMs, { stdout, signal }) => {
  const print = (event: string, { attempts, elapsedMs }: EventStatus, more: object): void => {
    const status = { event, attempts, elapsedMs: Math.round(elapsedMs) };
    stdout.write(`${printableJson({ ...status, ...more })}\n`);
  };
  const result = await settleBackgroundTask(client, task, {
    timeoutMs,
    signal,
    onProgress: (answer, status) => {
      print("progress", status, answer);
    },
    onTrouble: ({ code, message }, status) => {
      print("trouble", status, { code, message });
    },
  });
  const { outcome, lastProgress } = result;
  print("end", result, { outcome, progress: lastProgress?.progress });
  return result;
};

type EventStatus = Pick<WaitStatus, "attempts" | "elapsedMs">;

const waitOnScreen: Wait = async (client, task, timeoutMs, io) => {
  const { stdout, signal } = io;
  const paint = createPaint(io);
  const drawing = new Drawing(stdout);
  const onTerminal = canDraw(io);
  const row: Row = {
    show: (text) => {
      if (onTerminal) drawing.draw(text.split("\n"));
      else stdout.write(`${text}\n`);
    },
    settled: () => Promise.resolve(),
  };
  const line = new ProgressLine({
    row,
    onTerminal,
    now: () => systemClock.now(),
    render: (view) => {
      const { columns = 80, rows = 24 } = stdout;
      return renderProgress(view, { columns, rows, paint }).join("\n");
    },
  });
  line.start();
  const result = await settleBackgroundTask(client, task, {
    timeoutMs,
    signal,
    onProgress: (answer, status) => {
      line.progress(answer, status);
    },
    onTrouble: (error, { nextDelayMs }) => {
      line.trouble(error, nextDelayMs);
    },
  }).finally(() => line.stop());

  const summary = paint(result.outcome === "succeeded" ? "green" : "red", renderSummary(result));
  const lines = [...renderStepTable(result.lastProgress?.stepDetails ?? []), summary];
  if (onTerminal) drawing.draw(lines);
  else stdout.write(`${lines.join("\n")}\n`);
  return result;
};

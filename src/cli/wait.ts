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
import type { WaitOutcome, WaitResult, WaitStatus } from "../wait/waitResult";
import { canDraw, type CliIo, type CommandFactory, forProduct, nameOfCall } from "./cliIo";
import { type ConnectionFlags, withClient, withConnection } from "./connect";
import { Drawing } from "./drawing";
import { createPaint } from "./paint";
import { printableJson } from "./printableJson";
import { renderProgress } from "./renderProgress";
import { resumeCommand } from "./resumeCommand";

/**
 * Exit codes of `dcs-task wait`, beside 2 for bad arguments and 3 for a request that failed. That of
 * a failed task is none with which Node ends a process that crashes, or a shell one that it cannot
 * start.
 */
export const waitExitCodes: Readonly<Record<WaitOutcome, number>> = {
  succeeded: 0,
  failed: 20,
  lost: 20,
  timedOut: 4,
  aborted: 130,
};

/** Exit code where the reader of `--json` has gone: that of a process which SIGPIPE ends. */
const unreadExitCode = 141;

interface WaitFlags extends ConnectionFlags {
  readonly timeout: string;
  readonly json?: true;
}

/** `dcs-task wait`: waits for the end of a task, with a live bar and its steps. */
export const waitCommand: CommandFactory = (io, end) =>
  withConnection(new Command("wait"))
    .summary("wait until a task has ended")
    .description(
      "Wait until a background task has ended, showing how far it is. Ctrl-C stops the waiting; " +
        "the task itself goes on.",
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
  2    bad arguments
  3    a request failed for good, or the lines of --json could not be written
  4    the time was up; the task goes on
  20   the task failed, or its record was gone before its end was seen
  130  interrupted; the task goes on
  141  nothing reads the lines of --json any more; the task goes on
Any other code is a crash of this program. Without --json, output that cannot be written does not
end the wait.

With --json each line has "event": "progress" (progress, remainTime, stepDetails), "trouble" (code,
message), or, last, "end" (outcome, progress); and attempts and elapsedMs.

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
      io.stderr.write(`The task goes on. To go on waiting: ${again}\n`);
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
  const tell = (event: string, { attempts, elapsedMs }: EventStatus, more: object): void => {
    const status = { event, attempts, elapsedMs: Math.round(elapsedMs) };
    stdout.write(`${printableJson({ ...status, ...more })}\n`);
  };
  const result = await settleBackgroundTask(client, task, {
    timeoutMs,
    signal,
    onProgress: (answer, status) => {
      tell("progress", status, answer);
    },
    onTrouble: ({ code, message }, status) => {
      tell("trouble", status, { code, message });
    },
  });
  const { outcome, lastProgress } = result;
  tell("end", result, { outcome, progress: lastProgress?.progress });
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

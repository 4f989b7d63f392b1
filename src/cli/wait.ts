import { Command } from "commander";
import type { DcsClient, TaskId } from "../client/dcsClient";
import { waitForBackgroundTask } from "../client/waitForBackgroundTask";
import { DcsError } from "../errors";
import { LiveLine, type Row } from "../resource/liveLine";
import { systemClock } from "../wait/clock";
import type { WaitOutcome } from "../wait/waitResult";
import type { CliIo, CommandFactory } from "./cliIo";
import { type ConnectionFlags, withClient, withConnection } from "./connect";
import { printableJson } from "./printableJson";
import { renderSteps } from "./renderSteps";

/** Exit codes of `dcs-task wait`, beside 2 for bad arguments and 3 for a request that failed. */
export const waitExitCodes: Readonly<Record<WaitOutcome, number>> = {
  succeeded: 0,
  failed: 1,
  lost: 1,
  timedOut: 4,
  aborted: 130,
};

interface WaitFlags extends ConnectionFlags {
  readonly timeout: string;
  readonly json?: true;
}

/** `dcs-task wait`: waits for the end of a task, with a live line. */
export const waitCommand: CommandFactory = (io, exit) =>
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
      "\nExit codes: 0 succeeded, 1 failed or lost, 2 bad arguments, 3 a request failed, " +
        "4 timed out, 130 interrupted.",
    )
    .action(async (instanceId: string, taskId: string, flags: WaitFlags) => {
      exit(
        await withClient("wait", flags, io, (client) =>
          wait(client, { instanceId, taskId }, flags, io),
        ),
      );
    });

async function wait(client: DcsClient, task: TaskId, flags: WaitFlags, io: CliIo): Promise<number> {
  const timeoutMs = Number(flags.timeout) * 1000;
  if (!(timeoutMs > 0)) {
    throw new DcsError("INVALID_INPUT", `--timeout must be seconds above 0, not ${flags.timeout}`);
  }
  const line = new LiveLine({
    row: flags.json ? silentRow : rowOf(io),
    onTerminal: io.stdout.isTTY === true,
    now: () => systemClock.now(),
  });
  line.start();
  const result = await waitForBackgroundTask(client, task, {
    timeoutMs,
    signal: io.signal,
    onProgress: (answer, status) => {
      line.progress(answer, status);
      if (flags.json) io.stdout.write(`${printableJson(answer)}\n`);
    },
    onTrouble: (error) => {
      line.trouble(error);
    },
  })
    .then((ended) => {
      line.end(ended);
      return ended;
    })
    .finally(() => line.stop());

  const { outcome, attempts, elapsedMs, lastProgress } = result;
  if (flags.json) {
    io.stdout.write(`${JSON.stringify({ outcome, attempts, elapsedMs: Math.round(elapsedMs) })}\n`);
    return waitExitCodes[outcome];
  }
  io.stdout.write(`${io.stdout.isTTY ? "\n" : ""}${renderSteps(lastProgress?.stepDetails ?? [])}`);
  if (outcome === "aborted" || outcome === "timedOut") {
    io.stderr.write(`The task goes on: dcs-task wait ${task.instanceId} ${task.taskId}\n`);
  }
  return waitExitCodes[outcome];
}

const silentRow: Row = { show: () => undefined, settled: () => Promise.resolve() };

/** A terminal's line is drawn over; anywhere else each text is a line of its own. */
function rowOf({ stdout }: CliIo): Row {
  return {
    show: (text) => stdout.write(stdout.isTTY ? `\r\u001b[K${text}` : `${text}\n`),
    settled: () => Promise.resolve(),
  };
}

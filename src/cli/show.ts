import { Command } from "commander";
import type { TaskId } from "../client/options";
import { renderEstimate } from "../display/duration";
import { renderStepTable } from "../display/stepTable";
import { assertIds } from "./assertIds";
import { type CliIo, type CommandFactory, forProduct, nameOfCall } from "./cliIo";
import { type ConnectionFlags, withClient, withConnection } from "./connect";
import { MAX_ESTIMATE_SECONDS } from "../display/maxEstimate";
import { printableJson } from "./printableJson";

interface ShowFlags extends ConnectionFlags {
  readonly json?: true;
}

/** `dcs-task show`: prints a task's progress and steps. */
export const showCommand: CommandFactory = (io, end) =>
  withConnection(new Command("show"))
    .summary("show the progress and the steps of a task")
    .description("Show the progress and the steps of a background task. Queries once.")
    .argument("<instance id>")
    .argument("<task id>")
    .option("--json", "print the answer as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ ${nameOfCall(io)} show <instance id> <task id>
  $ ${nameOfCall(io)} show <instance id> <task id> --json | jq .progress`,
    )
    .action(async (instanceId: string, taskId: string, flags: ShowFlags) => {
      end({ code: await show({ instanceId, taskId }, flags, forProduct(io)) });
    });

function show(task: TaskId, flags: ShowFlags, io: CliIo): Promise<number> {
  return withClient("show", flags, io, async (client) => {
    assertIds(task);
    const answer = await client.showBackgroundTaskProgress(task, { signal: io.signal });
    const { progress, remainTime = 0, stepDetails } = answer;
    const percent = progress === undefined ? "no percentage" : `${Math.floor(progress)} %`;
    const isUsable = remainTime > 0 && remainTime <= MAX_ESTIMATE_SECONDS;
    const left = isUsable ? `, about ${renderEstimate(remainTime)} left` : "";
    const lines = flags.json
      ? [printableJson(answer)]
      : [`${percent}${left}`, ...renderStepTable(stepDetails)];
    for (const line of lines) io.stdout.write(`${line}\n`);
    return 0;
  });
}

import { Command } from "commander";
import { renderEstimate } from "../display/duration";
import { renderStepTable } from "../display/stepTable";
import type { CommandFactory } from "./cliIo";
import { type ConnectionFlags, withClient, withConnection } from "./connect";
import { printableJson } from "./printableJson";

/** `dcs-task show`: how far a task is now, with its steps. */
export const showCommand: CommandFactory = (io, exit) =>
  withConnection(new Command("show"))
    .summary("show how far a task is, and its steps")
    .description("Show how far a background task is, and its steps. Asks once.")
    .argument("<instance id>")
    .argument("<task id>")
    .option("--json", "print the answer as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ dcs-task show <instance id> <task id>
  $ dcs-task show <instance id> <task id> --json | jq .progress`,
    )
    .action(
      async (instanceId: string, taskId: string, flags: ConnectionFlags & { json?: true }) => {
        const code = await withClient("show", flags, io, async (client) => {
          const task = { instanceId, taskId };
          const answer = await client.showBackgroundTaskProgress(task, { signal: io.signal });
          const { progress, remainTime = 0, stepDetails } = answer;
          const left = remainTime > 0 ? `, about ${renderEstimate(remainTime)} left` : "";
          const lines = flags.json
            ? [printableJson(answer)]
            : [`${progress ?? "?"} %${left}`, ...renderStepTable(stepDetails)];
          for (const line of lines) io.stdout.write(`${line}\n`);
          return 0;
        });
        exit(code);
      },
    );

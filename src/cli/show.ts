import { Command } from "commander";
import { renderEstimate } from "../resource/duration";
import type { CommandFactory } from "./cliIo";
import { type ConnectionFlags, withClient, withConnection } from "./connect";
import { printableJson } from "./printableJson";
import { renderSteps } from "./renderSteps";

/** `dcs-task show`: how far a task is now, with its steps. */
export const showCommand: CommandFactory = (io, exit) =>
  withConnection(new Command("show"))
    .summary("show how far a task is, and its steps")
    .description("Show how far a background task is, and its steps. Asks once.")
    .argument("<instance id>")
    .argument("<task id>")
    .option("--json", "print the answer as JSON")
    .action(
      async (instanceId: string, taskId: string, flags: ConnectionFlags & { json?: true }) => {
        const code = await withClient("show", flags, io, async (client) => {
          const { signal } = io;
          const answer = await client.showBackgroundTaskProgress(
            { instanceId, taskId },
            { signal },
          );
          const { progress, remainTime, stepDetails } = answer;
          const left = remainTime === undefined ? "" : `, about ${renderEstimate(remainTime)} left`;
          io.stdout.write(
            flags.json
              ? `${printableJson(answer)}\n`
              : `${progress ?? "?"} %${left}\n${renderSteps(stepDetails)}`,
          );
          return 0;
        });
        exit(code);
      },
    );

import { Command } from "commander";
import { redact } from "../client/redact";
import type { CommandFactory } from "./cliIo";
import { type ConnectionFlags, withClient, withConnection } from "./connect";
import { printableJson } from "./printableJson";

/** `dcs-task list`: the background tasks of an instance. */
export const listCommand: CommandFactory = (io, exit) =>
  withConnection(new Command("list"))
    .summary("list the background tasks of an instance")
    .description("List the background tasks of an instance: id, status, name, time of creation.")
    .argument("<instance id>")
    .option("--json", "print one line of JSON for each task")
    .action(async (instanceId: string, flags: ConnectionFlags & { json?: true }) => {
      const code = await withClient("list", flags, io, async (client) => {
        const tasks = client.listBackgroundTasks({ instanceId }, { signal: io.signal });
        for await (const task of tasks) {
          const { id, status = "?", name = "", createdAt = "" } = task;
          const words = [id, status, name, createdAt].map((text) => redact(text).padEnd(9));
          io.stdout.write(flags.json ? `${printableJson(task)}\n` : `${words.join("  ").trim()}\n`);
        }
        return 0;
      });
      exit(code);
    });

import { Command } from "commander";
import { printable } from "../printable";
import { renderTextTable } from "../display/textTable";
import { assertIds } from "./assertIds";
import { type CliIo, type CommandFactory, forProduct, nameOfCall } from "./cliIo";
import { type ConnectionFlags, withClient, withConnection } from "./connect";
import { printableJson } from "./printableJson";

interface ListFlags extends ConnectionFlags {
  readonly json?: true;
}

/** `dcs-task list`: the background tasks of an instance. */
export const listCommand: CommandFactory = (io, end) =>
  withConnection(new Command("list"))
    .summary("list the background tasks of an instance")
    .description("List the background tasks of an instance, newest first.")
    .argument("<instance id>")
    .option("--json", "print one line of JSON for each task")
    .addHelpText(
      "after",
      `
Examples:
  $ ${nameOfCall(io)} list <instance id>
  $ ${nameOfCall(io)} list <instance id> --json | jq -r 'select(.status == "EXECUTING").id'`,
    )
    .action(async (instanceId: string, flags: ListFlags) => {
      end({ code: await list(instanceId, flags, forProduct(io)) });
    });

function list(instanceId: string, flags: ListFlags, io: CliIo): Promise<number> {
  return withClient("list", flags, io, async (client) => {
    assertIds({ instanceId });
    const rows = [["id", "status", "name", "created"]];
    const tasks = client.listBackgroundTasks({ instanceId }, { signal: io.signal });
    for await (const task of tasks) {
      const { id, status = "?", name = "", createdAt = "" } = task;
      if (flags.json) io.stdout.write(`${printableJson(task)}\n`);
      else rows.push([id, status, name, createdAt].map((text) => printable(text)));
    }
    if (flags.json) return 0;
    if (rows.length === 1) io.stderr.write("The instance has no background tasks.\n");
    else for (const line of renderTextTable(rows)) io.stdout.write(`${line}\n`);
    return 0;
  });
}

import type { Command } from "commander";
import { DcsClient } from "../client/dcsClient";
import { type DcsError, isDcsError } from "../errors";
import { clientOptionsOf } from "../client/settingsClient";
import { resolveSettings } from "../settings/settings";
import { type CliIo, usageExitCode } from "./cliIo";

/** The connection options of the command line. */
export interface ConnectionFlags {
  readonly region?: string | undefined;
  readonly projectId?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly profile?: string | undefined;
}

/** Exit code for a request that failed, retries included. */
export const requestExitCode = 3;

/** Adds the connection options; other settings and the keys come from the environment. */
export function withConnection(command: Command): Command {
  return command
    .option("--region <id>", "such as cn-north-4 (default: HW_REGION_NAME)")
    .option("--project-id <id>", "(default: HW_PROJECT_ID, else IAM is asked)")
    .option("--endpoint <url>", "base URL of DCS (default: that of the region)")
    .option("--profile <name>", "profile of KooCLI with the keys (default: HW_PROFILE)")
    .addHelpText(
      "after",
      "\nKeys are read from HW_ACCESS_KEY and HW_SECRET_KEY, or HUAWEICLOUD_SDK_AK and " +
        "HUAWEICLOUD_SDK_SK, else from ~/.huaweicloud/credentials, else from the metadata of an ECS.",
    );
}

/**
 * Runs the work of a command with a client; prints an error of this package as one line.
 *
 * @returns the exit code
 */
export function withClient(
  name: string,
  flags: ConnectionFlags,
  io: CliIo,
  work: (client: DcsClient) => Promise<number>,
): Promise<number> {
  return printErrors(name, io, () => work(connect(flags, io)));
}

/**
 * Creates the client of a command.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the setting that is missing or malformed
 */
export function connect(flags: ConnectionFlags, { env }: CliIo): DcsClient {
  const settings = resolveSettings({ inputs: { ...flags }, kind: "flag", env });
  return new DcsClient(clientOptionsOf(settings));
}

/**
 * Runs the work of a command; prints an error of this package as one line.
 *
 * @returns the exit code
 */
export async function printErrors(
  name: string,
  io: CliIo,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!isDcsError(error)) throw error;
    io.stderr.write(`dcs-task ${name}: ${error.code}: ${error.message}\n`);
    return exitCodeOf(error);
  }
}

/** The exit code for an error of this package. */
export function exitCodeOf({ code }: DcsError): number {
  return code === "INVALID_INPUT" ? usageExitCode : requestExitCode;
}

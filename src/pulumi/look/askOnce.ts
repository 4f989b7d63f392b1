import type { DcsClient } from "../../client/dcsClient";
import { clientCache, type Connect } from "../../resource/host/clientCache";
import type { GetBackgroundTaskArgs } from "./args";
import { createProgramHost } from "../programHost";

/** All calls of a program share their clients. */
let connect: Connect | undefined;

/**
 * Asks with the client for these settings.
 *
 * @throws {DcsError} `INVALID_INPUT` if a setting is missing or wrong, and what `ask` throws
 */
export async function askOnce<Result>(
  args: GetBackgroundTaskArgs,
  ask: (client: DcsClient, args: GetBackgroundTaskArgs) => Promise<Result>,
): Promise<Result> {
  connect ??= clientCache(createProgramHost());
  return ask(await connect({ ...args }), args);
}

import * as pulumi from "@pulumi/pulumi";
import type { DcsClient } from "../../client/dcsClient";
import { programRunOf } from "../programRun";
import type { GetBackgroundTaskArgs } from "./args";

/** Stands for the run of a program that has no engine. */
const alone = {};

/**
 * Asks with the client for these settings.
 *
 * @throws {DcsError} `INVALID_INPUT` if a setting is missing or wrong, and what `ask` throws
 */
export async function askOnce<Result>(
  args: GetBackgroundTaskArgs,
  ask: (client: DcsClient, args: GetBackgroundTaskArgs) => Promise<Result>,
): Promise<Result> {
  const monitor: object | undefined = pulumi.runtime.getMonitor();
  const { connect } = programRunOf(monitor ?? alone);
  return ask(await connect({ ...args }), args);
}

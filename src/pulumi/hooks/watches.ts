import type * as pulumi from "@pulumi/pulumi";
import type { DcsClient } from "../../client/dcsClient";
import { isDcsError, withMessage } from "../../errors";
import { requireCredentials } from "../../resource/host/requireCredentials";
import type { BackgroundTaskInputs } from "../../resource/properties/inputs";
import { type OperationWatch, watchOperation } from "../../resource/watch/watchOperation";
import { programRunOf } from "../programRun";
import { type CheckedOptions, inputsFor } from "./options";
import { textOf } from "./textOf";

/** Watches of each run that have begun and are not finished, by the URN of the resource. */
const watchesOfRuns = new WeakMap<object, Map<string, OperationWatch>>();

/** What a watch is for. */
export interface Watched {
  /** The monitor, which identifies the run of the program. */
  readonly run: object;
  readonly instanceId: string;
  readonly options: CheckedOptions;
  /** The function that the options were given to. */
  readonly caller: string;
}

/**
 * Begins to watch an instance. It makes no request to DCS before it resolves. A resource that is watched
 * already, by hooks that came first, is not watched twice.
 *
 * @throws {DcsError} `INVALID_INPUT` if a setting is missing or wrong
 */
export async function beginWatch(
  { urn, newInputs, oldOutputs }: pulumi.ResourceHookArgs,
  { run, instanceId, options, caller }: Watched,
): Promise<void> {
  const watches = watchesIn(run);
  if (watches.has(urn)) return;
  const { host } = programRunOf(run);
  const region = (await textOf(newInputs, "region")) ?? (await textOf(oldOutputs, "region"));
  const inputs = inputsFor(options, { instanceId, region });
  const client = await connectAs(caller, run, inputs);
  const context = {
    urn,
    timeouts: {},
    row: host.row(urn),
    // The engine fills the row of an update with its diff.
    seat: oldOutputs && host.overview?.join((text) => text),
    // The engine ends the whole program on Ctrl-C.
    cancelled: new AbortController().signal,
  };
  watches.set(urn, watchOperation({ host, client, inputs, context }));
}

/** @throws {DcsError} which calls an option what it is: settings are inputs of other resources */
async function connectAs(
  caller: string,
  run: object,
  inputs: BackgroundTaskInputs,
): Promise<DcsClient> {
  try {
    const { host, connect } = programRunOf(run);
    const client = await connect({ ...inputs });
    await requireCredentials(host, { ...inputs });
    return client;
  } catch (error) {
    if (!isDcsError(error, "INVALID_INPUT")) throw error;
    const option = `the option $1 of ${caller}`;
    throw withMessage(error, error.message.replaceAll(/the input ("\w+")/g, option));
  }
}

/**
 * Waits for the tasks of an operation that is over.
 *
 * @throws {DcsError} as `OperationWatch.finish`
 */
export async function finishWatch(run: object, urn: string): Promise<void> {
  const watches = watchesIn(run);
  const watch = watches.get(urn);
  watches.delete(urn);
  await watch?.finish();
}

function watchesIn(run: object): Map<string, OperationWatch> {
  const watches = watchesOfRuns.get(run) ?? new Map<string, OperationWatch>();
  watchesOfRuns.set(run, watches);
  return watches;
}

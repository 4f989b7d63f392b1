import type * as pulumi from "@pulumi/pulumi";
import type { DcsClient } from "../../client/dcsClient";
import { isDcsError, withMessage } from "../../errors";
import { requireCredentials } from "../../resource/host/requireCredentials";
import type { BackgroundTaskInputs } from "../../resource/properties/inputs";
import { type OperationWatch, watchOperation } from "../../resource/watch/watchOperation";
import { hideInError } from "../hideInError";
import { hideSecrets } from "../hideSecrets";
import { programRunOf } from "../programRun";
import { type CheckedOptions, inputsFor } from "./options";
import { type Given, secretsAmong, textOf } from "./textOf";

/** Watches of each run that have begun and are not finished, by the URN of the resource. */
const watchesOfRuns = new WeakMap<object, Map<string, BegunWatch>>();

/** A watch, and the texts that it must not show. */
interface BegunWatch {
  readonly watch: OperationWatch;
  readonly secrets: readonly string[];
}

/** What a watch is for. */
export interface Watched {
  /** The monitor, which identifies the run of the program. */
  readonly run: object;
  readonly instance: Given<string>;
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
  { run, instance, options, caller }: Watched,
): Promise<void> {
  const watches = watchesIn(run);
  if (watches.has(urn)) return;
  const { host } = programRunOf(run);
  const region = (await textOf(newInputs, "region")) ?? (await textOf(oldOutputs, "region"));
  const secrets = secretsAmong([instance, region]);
  const inputs = inputsFor(options, { instanceId: instance.value, region: region?.value });
  const client = await connectAs(caller, run, inputs).catch((error: unknown) => {
    throw hideInError(error, secrets);
  });
  const context = {
    urn,
    timeouts: {},
    row: host.row(urn, secrets),
    // The engine fills the row of an update with its diff.
    seat: oldOutputs && host.overview?.join((text) => hideSecrets(text, secrets)),
    // The engine ends the whole program on Ctrl-C.
    cancelled: new AbortController().signal,
  };
  watches.set(urn, { watch: watchOperation({ host, client, inputs, context }), secrets });
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
  const begun = watches.get(urn);
  if (!begun) return;
  watches.delete(urn);
  try {
    await begun.watch.finish();
  } catch (error) {
    throw hideInError(error, begun.secrets);
  }
}

function watchesIn(run: object): Map<string, BegunWatch> {
  const watches = watchesOfRuns.get(run) ?? new Map<string, BegunWatch>();
  watchesOfRuns.set(run, watches);
  return watches;
}

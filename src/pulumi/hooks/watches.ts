import type * as pulumi from "@pulumi/pulumi";
import { clientCache, type Connect } from "../../resource/host/clientCache";
import { type OperationWatch, watchOperation } from "../../resource/watch/watchOperation";
import { createProgramHost, type ProgramHost } from "../programHost";
import { type CheckedOptions, inputsFor } from "./options";
import { textOf } from "./textOf";

/** What all hooks of a program share. */
interface Shared {
  readonly host: ProgramHost;
  readonly connect: Connect;
  /** Watches that have begun and are not finished, by the URN of the resource. */
  readonly watches: Map<string, OperationWatch>;
}

let shared: Shared | undefined;

/**
 * Begins to watch an instance. It makes no request before it resolves.
 *
 * @throws {DcsError} `INVALID_INPUT` if a setting is missing or wrong
 */
export async function beginWatch(
  { urn, newInputs, oldOutputs }: pulumi.ResourceHookArgs,
  { instanceId, options }: { readonly instanceId: string; readonly options: CheckedOptions },
): Promise<void> {
  const { host, connect, watches } = (shared ??= createShared());
  const region = [newInputs, oldOutputs].map((all) => textOf(all, "region")).find(Boolean);
  const inputs = inputsFor(options, { instanceId, region });
  const client = await connect({ ...inputs });
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

/**
 * Waits for the tasks of an operation that is over.
 *
 * @throws {DcsError} as `OperationWatch.finish`
 */
export async function finishWatch(urn: string): Promise<void> {
  const watch = shared?.watches.get(urn);
  shared?.watches.delete(urn);
  await watch?.finish();
}

function createShared(): Shared {
  const host = createProgramHost();
  return { host, connect: clientCache(host), watches: new Map() };
}

import * as pulumi from "@pulumi/pulumi";
import { watchOperation, type OperationWatch } from "../../resource/watch/watchOperation";
import { clientCache, type Connect } from "../../resource/host/clientCache";
import { createProgramHost, type ProgramHost } from "../programHost";
import { checkOptions, type CheckedOptions, inputsFor, type TaskHookOptions } from "./options";

/** What all hooks of a program share. */
interface Shared {
  readonly host: ProgramHost;
  readonly connect: Connect;
  /** Watches that have begun and are not finished, by the URN of the resource. */
  readonly watches: Map<string, OperationWatch>;
}

let shared: Shared | undefined;

/**
 * Hooks that wait for the background tasks of a DCS instance while its provider works on it: progress
 * stands in the resource's own row, and `up` fails if a task did. They give no outputs, and the next
 * `up` does not resume them: a {@link BackgroundTask} does both.
 *
 * For a `DcsInstance` they watch its updates; for a resource with an input `instanceId`, such as a
 * backup, its creation too.
 *
 * @throws {pulumi.RunError} if an option is wrong
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { taskHooks } from "pulumi-huaweicloud-dcs";
 *
 * // As in: new huaweicloud.DcsInstance("cache", args, { hooks: taskHooks() });
 * export const options: pulumi.CustomResourceOptions = { hooks: taskHooks() };
 * ```
 */
export function taskHooks(options: TaskHookOptions = {}): pulumi.ResourceHookBinding {
  return hooksOf(options, "taskHooks");
}

/** @param caller - the public function, for messages */
export function hooksOf(options: TaskHookOptions, caller: string): pulumi.ResourceHookBinding {
  const { instanceId: find = findInstance } = options;
  const checked = checkOptions(options, caller);
  const before = async (args: pulumi.ResourceHookArgs) => {
    const instanceId = find(args);
    if (instanceId !== undefined) await begin(args, { instanceId, options: checked });
  };
  const after = ({ urn }: pulumi.ResourceHookArgs) => finish(urn);
  if (!supportsHooks()) return {};
  registered += 1;
  // The engine knows a hook by its name, which must be the only one of its kind in the program.
  const suffix = registered === 1 ? "" : `-${registered}`;
  const beforeHook = new pulumi.ResourceHook(`dcs-tasks-before${suffix}`, before);
  const afterHook = new pulumi.ResourceHook(`dcs-tasks-after${suffix}`, after);
  return {
    beforeCreate: [beforeHook],
    afterCreate: [afterHook],
    beforeUpdate: [beforeHook],
    afterUpdate: [afterHook],
  };
}

let registered = 0;

/** Not so under the mocks of a unit test, where no provider works. */
function supportsHooks(): boolean {
  const monitor: object | undefined = pulumi.runtime.getMonitor();
  return monitor !== undefined && "registerResourceHook" in monitor;
}

/** Begins to watch. It makes no request before it returns. */
async function begin(
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
    // The engine ends the whole program on Ctrl-C.
    cancelled: new AbortController().signal,
  };
  watches.set(urn, watchOperation({ host, client, inputs, context }));
}

async function finish(urn: string): Promise<void> {
  const watch = shared?.watches.get(urn);
  shared?.watches.delete(urn);
  await watch?.finish();
}

function createShared(): Shared {
  const host = createProgramHost();
  return { host, connect: clientCache(host), watches: new Map() };
}

/** The input of a resource that works on an instance; an instance itself has only its id. */
function findInstance({ id, newInputs }: pulumi.ResourceHookArgs): string | undefined {
  return textOf(newInputs, "instanceId") ?? (id || undefined);
}

function textOf(properties: Readonly<Record<string, unknown>> = {}, name: string) {
  const value = properties[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { findInstance } from "./findInstance";
import { nextHookSuffix } from "./hookNames";
import { isMocked } from "../mocks";
import { checkOptions, type TaskHookOptions } from "./options";

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
  checkOptions(options, caller);
  const { instanceId: find, ...checked } = options;
  const run: object | undefined = pulumi.runtime.getMonitor();
  // Under the mocks of a unit test there are no hooks: no provider works there.
  if (run === undefined || isMocked()) return {};
  const begun = new Set<string>();
  // The SDK calls hooks outside the program's context, which an inline program has its settings in.
  const before = AsyncResource.bind(async (args: pulumi.ResourceHookArgs) => {
    const instance = await findInstance(args, { find, caller });
    if (instance === undefined) return;
    begun.add(args.urn);
    const { beginWatch } = await loadWatches();
    await beginWatch(args, { run, instance, options: checked, caller });
  });
  const after = AsyncResource.bind(async ({ urn }: pulumi.ResourceHookArgs) => {
    if (!begun.delete(urn)) return;
    const { finishWatch } = await loadWatches();
    await finishWatch(run, urn);
  });
  const suffix = nextHookSuffix();
  const beforeHook = new pulumi.ResourceHook(`dcs-tasks-before${suffix}`, before);
  const afterHook = new pulumi.ResourceHook(`dcs-tasks-after${suffix}`, after);
  return {
    beforeCreate: [beforeHook],
    afterCreate: [afterHook],
    beforeUpdate: [beforeHook],
    afterUpdate: [afterHook],
  };
}

/** Only an operation needs the client: a program whose instance does not change loads nothing more. */
function loadWatches() {
  return import("./watches.ts");
}

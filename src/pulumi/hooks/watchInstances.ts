import * as pulumi from "@pulumi/pulumi";
import type { TaskHookOptions } from "./options";
import { hooksOf } from "./taskHooks";

/**
 * Adds {@link taskHooks} to every DCS resource of the package `huaweicloud` in the program, also in
 * components: to each `DcsInstance`, and to what has an input `instanceId`. To be called before the
 * first of them is made.
 *
 * @throws {pulumi.RunError} if an option is wrong
 *
 * @example
 * ```ts
 * import { watchInstances } from "pulumi-huaweicloud-dcs";
 *
 * watchInstances();
 * ```
 */
export function watchInstances(options: TaskHookOptions = {}): void {
  const hooks = hooksOf(options, "watchInstances");
  if (Object.keys(hooks).length === 0) return;
  pulumi.runtime.registerResourceTransform(({ type, custom, props, opts }) => {
    if (!custom || !isWatched(type, props)) return undefined;
    return { props, opts: { ...opts, hooks: merge(opts.hooks ?? {}, hooks) } };
  });
}

/** By the token, such as `huaweicloud:index/dcsInstance:DcsInstance`. */
function isWatched(type: string, props: pulumi.Inputs): boolean {
  const [, name] = /^huaweicloud:.*:(Dcs\w*)$/.exec(type) ?? [];
  return name === "DcsInstance" || (name !== undefined && "instanceId" in props);
}

type Binding = pulumi.ResourceHookBinding;

/** The program's own hooks come first. */
function merge(own: Binding, added: Binding): Binding {
  return {
    ...own,
    beforeCreate: [...(own.beforeCreate ?? []), ...(added.beforeCreate ?? [])],
    afterCreate: [...(own.afterCreate ?? []), ...(added.afterCreate ?? [])],
    beforeUpdate: [...(own.beforeUpdate ?? []), ...(added.beforeUpdate ?? [])],
    afterUpdate: [...(own.afterUpdate ?? []), ...(added.afterUpdate ?? [])],
  };
}

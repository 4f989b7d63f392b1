import * as pulumi from "@pulumi/pulumi";

/** Inputs that say where the task is and who asks, as a provider would. */
const places = ["region", "projectId", "endpoint", "profile"] as const;

/** A resource that was just made. */
interface Made {
  readonly name: string;
  readonly args: object;
}

/**
 * Warns where an explicit `huaweicloud` provider, the resource's own or one that a component hands
 * down, would seem to hold for a wait. The SDK gives a dynamic resource no provider of another
 * package, so the stack's configuration holds, and may name another region. No error: the provider
 * may well be for the same region and account, and a component hands it down to all its children.
 */
export function warnOfExplicitProvider(resource: pulumi.Resource, { name, args }: Made): void {
  if (!resource.getProvider("huaweicloud:index:Provider")) return;
  const given: Readonly<Record<string, unknown>> = { ...args };
  if (places.some((place) => given[place] !== undefined)) return;
  // Not logged on the resource: the SDK would hold it, and all later logs, until the wait has ended.
  void pulumi.log.warn(
    `"${name}" does not use the explicit huaweicloud provider, but the stack's configuration: ` +
      "where they differ, give region, projectId or profile as inputs",
  );
}

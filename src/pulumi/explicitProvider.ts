import * as pulumi from "@pulumi/pulumi";

/** Inputs that say where the task is and who asks, as a provider would. */
const places = ["region", "projectId", "endpoint", "profile"] as const;

/** A resource that was just made. */
interface Made {
  readonly name: string;
  readonly args: object;
}

/**
 * Warns where a component hands down an explicit `huaweicloud` provider, which would seem to hold
 * for a wait in it too. The SDK passes it on to resources of its own package only, so the stack's
 * configuration holds for the wait, and may name another region. No error: the provider may well be
 * for the same region and account.
 */
export function warnOfExplicitProvider(resource: pulumi.Resource, { name, args }: Made): void {
  if (!resource.getProvider("huaweicloud:index:Provider")) return;
  const given: Readonly<Record<string, unknown>> = { ...args };
  if (places.some((place) => given[place] !== undefined)) return;
  // Not logged on the resource: the SDK would hold it, and all later logs, until the wait has ended.
  void pulumi.log.warn(
    `"${name}" does not use the explicit huaweicloud provider of its parent, but the stack's ` +
      "configuration: where they differ, give region, projectId or profile as inputs",
  );
}

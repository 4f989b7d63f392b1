import * as pulumi from "@pulumi/pulumi";
import { placeInputs } from "../resource/properties/table";

/** A resource that was just constructed. */
interface Made {
  readonly name: string;
  readonly args: object;
}

/**
 * Warns if a parent passes an explicit `huaweicloud` provider to its children. The SDK gives it only to
 * resources of its own package, so this resource uses the stack's configuration, which may name another
 * region. It is no error: the provider may be for the same region and account.
 */
export function warnOfExplicitProvider(resource: pulumi.Resource, { name, args }: Made): void {
  if (!resource.getProvider("huaweicloud:index:Provider")) return;
  const given: Readonly<Record<string, unknown>> = { ...args };
  if (placeInputs.some((name) => given[name] !== undefined)) return;
  // Without the resource: the SDK would delay this and all later logs until the wait has ended.
  void pulumi.log.warn(
    `"${name}" does not use the explicit huaweicloud provider of its parent, but the stack's ` +
      "configuration: where they differ, give region, projectId or profile as inputs",
  );
}

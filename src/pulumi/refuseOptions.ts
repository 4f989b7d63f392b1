import * as pulumi from "@pulumi/pulumi";

/** Package of dynamic resources, whose provider is part of Pulumi. */
const DYNAMIC_PACKAGE = "pulumi-nodejs";

/**
 * Rejects resource options that cannot work, for which the engine's own error gives no reason. It would
 * ask an explicit provider for a type that this provider does not have, and import a resource without
 * the text that makes its dynamic provider.
 *
 * @throws {pulumi.RunError} which says what to do instead
 */
export function refuseOptions(name: string, opts: pulumi.CustomResourceOptions): void {
  const { provider, import: id } = opts;
  const foreign = provider && packageOf(provider);
  if (foreign !== undefined && foreign !== DYNAMIC_PACKAGE) {
    throw new pulumi.RunError(
      `"${name}" cannot use an explicit provider of ${foreign}: leave out the option provider, and give ` +
        "region, projectId or profile as inputs if they differ from the stack's configuration",
    );
  }
  if (id !== undefined) {
    throw new pulumi.RunError(
      `"${name}" cannot be imported, since it has no resource of its own in the cloud: leave out the option import`,
    );
  }
}

/** The SDK has this method, which its published types leave out. */
function packageOf(provider: object): string | undefined {
  return hasPackage(provider) ? provider.getPackage() : undefined;
}

function hasPackage(provider: object): provider is { getPackage(): string } {
  return "getPackage" in provider;
}

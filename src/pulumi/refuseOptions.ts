import * as pulumi from "@pulumi/pulumi";

/** The package of dynamic resources, which the engine itself provides. */
const PACKAGE = "pulumi-nodejs";

/**
 * Refuses resource options that cannot work, which the engine would fail on without saying why: it
 * asks the provider that is given for a resource of a type unknown to it, and an import reads a
 * resource without the text that its provider is made of.
 *
 * @throws {pulumi.RunError} saying what to do instead
 */
export function refuseOptions(name: string, opts: pulumi.CustomResourceOptions): void {
  const { provider, import: id } = opts;
  const foreign = provider && packageOf(provider);
  if (foreign !== undefined && foreign !== PACKAGE) {
    throw new pulumi.RunError(
      `"${name}" cannot use an explicit provider of ${foreign}: leave out the option provider, and give ` +
        "region, projectId or profile as inputs where they are not those of the stack's configuration",
    );
  }
  if (id !== undefined) {
    throw new pulumi.RunError(
      `"${name}" cannot be imported, since a wait has nothing of its own in the cloud: leave out the option import`,
    );
  }
}

/** The SDK's published types leave the method out. */
function packageOf(provider: object): string | undefined {
  return hasPackage(provider) ? provider.getPackage() : undefined;
}

function hasPackage(provider: object): provider is { getPackage(): string } {
  return "getPackage" in provider;
}

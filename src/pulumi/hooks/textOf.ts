import * as pulumi from "@pulumi/pulumi";

/**
 * A property that is a text; `undefined` if it is absent, empty or of another type. A hook gets a secret
 * as an output.
 */
export async function textOf(
  properties: Readonly<Record<string, unknown>> = {},
  name: string,
): Promise<string | undefined> {
  const given = properties[name];
  const value: unknown = pulumi.Output.isInstance(given) ? await valueOf(given) : given;
  return typeof value === "string" && value !== "" ? value : undefined;
}

function valueOf(output: pulumi.Output<unknown>): Promise<unknown> {
  return new Promise((resolve) => output.apply(resolve));
}

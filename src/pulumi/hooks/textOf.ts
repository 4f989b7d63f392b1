import * as pulumi from "@pulumi/pulumi";

/** A value that was given, and whether it must not be shown. */
export interface Given<Value = unknown> {
  readonly value: Value;
  readonly isSecret: boolean;
}

/** Waits for a value, which may be an output or a promise. */
export async function unwrap(given: unknown): Promise<Given> {
  const value: unknown = await given;
  if (!pulumi.Output.isInstance(value)) return { value, isSecret: false };
  return { value: await valueOf(value), isSecret: await pulumi.isSecret(value) };
}

/**
 * A property that is a text; `undefined` if it is absent, empty or of another type. A hook gets a secret
 * as an output.
 */
export async function textOf(
  properties: Readonly<Record<string, unknown>> = {},
  name: string,
): Promise<Given<string> | undefined> {
  const { value, isSecret } = await unwrap(properties[name]);
  return typeof value === "string" && value !== "" ? { value, isSecret } : undefined;
}

/** The texts that must not be shown. */
export function secretsAmong(texts: readonly (Given<string> | undefined)[]): readonly string[] {
  return texts.flatMap((text) => (text?.isSecret ? [text.value] : []));
}

function valueOf(output: pulumi.Output<unknown>): Promise<unknown> {
  return new Promise((resolve) => output.apply(resolve));
}

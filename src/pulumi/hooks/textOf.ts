/** A property that is a text; `undefined` if it is absent, empty or of another type. */
export function textOf(
  properties: Readonly<Record<string, unknown>> = {},
  name: string,
): string | undefined {
  const value = properties[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

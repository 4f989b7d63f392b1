type Properties = Readonly<Record<string, unknown>>;

/**
 * The secret texts among inputs, or in a state that keeps them: `__secrets` lists their names. The
 * engine passes secrets to a dynamic provider as plain text, and stores an error's text as it is.
 */
export function secretTexts(properties: Properties): readonly string[] {
  const names = properties["__secrets"];
  if (!Array.isArray(names)) return [];
  return names.flatMap((name) => [
    ...textsIn(properties[String(name)]),
    // Where an output has the name of an input, a state keeps the input with this prefix.
    ...textsIn(properties[`__${String(name)}`]),
  ]);
}

/** Replaces each secret in a text that will be shown or stored. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  // The longest first: one secret may be part of another.
  const sorted = secrets.toSorted((a, b) => b.length - a.length);
  return sorted.reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
}

/** Every text in a value, in lists and objects too. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

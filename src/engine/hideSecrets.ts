type Properties = Readonly<Record<string, unknown>>;

/**
 * The secret texts among inputs, or in a state that keeps them: those that `__secrets` names. The
 * engine passes secrets on as plain text, and stores an error's text as it is.
 */
export function secretTexts(properties: Properties): readonly string[] {
  const names = properties["__secrets"];
  if (!Array.isArray(names)) return [];
  return names.flatMap((name) => [
    ...textsIn(properties[String(name)]),
    // A state keeps an input under this name where an output has its own.
    ...textsIn(properties[`__${String(name)}`]),
  ]);
}

/** A text as it may be shown and stored. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  // The longest first: one may be a part of another.
  const sorted = secrets.toSorted((a, b) => b.length - a.length);
  return sorted.reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

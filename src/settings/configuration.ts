import { DcsError } from "../errors";

/** Reads a key of the Pulumi configuration namespace `huaweicloud`, secrets unwrapped. */
export type Configuration = (key: string) => string | undefined;

/** A key in camelCase, else the same in snake_case; empty text counts as not set. */
export function getKey(configuration: Configuration, key: string): string | undefined {
  const snake = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return configuration(key) || configuration(snake) || undefined;
}

/** A JSON object that a configuration key holds. */
export interface ObjectKey {
  readonly key: string;
  /** What messages show. */
  readonly example: string;
  readonly isField: (value: unknown) => boolean;
}

/**
 * The object in a key, its names in camelCase; empty where it is not set.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the key; values are never shown
 */
export function getObject(
  configuration: Configuration,
  { key, example, isField }: ObjectKey,
): Readonly<Record<string, unknown>> {
  const json = getKey(configuration, key);
  if (json === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(json);
    const entries: [string, unknown][] = Object.entries(parsed as object);
    const isObject = typeof parsed === "object" && !Array.isArray(parsed);
    if (isObject && entries.every(([, value]) => isField(value))) {
      return Object.fromEntries(entries.map(([name, value]) => [toCamelCase(name), value]));
    }
  } catch {
    // Told below, with the form that is wanted.
  }
  throw new DcsError("INVALID_INPUT", `"huaweicloud:${key}" must be JSON such as ${example}`, {
    property: key,
  });
}

/** Text that is not empty. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function toCamelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

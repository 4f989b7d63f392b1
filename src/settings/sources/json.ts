import { DcsError } from "../../errors";

/** A configuration key that holds JSON. */
export interface JsonKey {
  /** With its namespace. */
  readonly name: string;
  readonly text: string;
}

/**
 * A text in the JSON object that a key holds; `undefined` where the object lacks it.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the key; values are never shown
 */
export function readJsonField(key: JsonKey & { readonly field: string }): string | undefined {
  const { name, text, field } = key;
  const parsed = parseJson(text);
  const isMap =
    isRecord(parsed) && Object.values(parsed).every((value) => typeof value === "string");
  if (!isMap) throw badJson(name, '{"dcs": "https://…", "iam": "https://…"}');
  const value = Object.hasOwn(parsed, field) ? String(parsed[field]).trim() : undefined;
  if (value !== "") return value;
  throw new DcsError("INVALID_INPUT", `"${name}" has an empty "${field}": give it, or remove it`, {
    property: name,
  });
}

/** The value of a text in JSON; `undefined` where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The reason that JSON.parse gives would quote the value.
    return undefined;
  }
}

/** Whether a value is an object with fields, and no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The error for a key that does not hold the JSON that it should. */
export function badJson(name: string, example: string): DcsError {
  return new DcsError("INVALID_INPUT", `"${name}" must be JSON such as ${example}`, {
    property: name,
  });
}

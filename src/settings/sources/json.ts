import { DcsError } from "../../errors";
import { isRecord, parseJson } from "../../json";

/** A field of a configuration key that holds a JSON object. */
export interface JsonField {
  /** The key, with its namespace. */
  readonly name: string;
  /** Its value. */
  readonly text: string;
  readonly field: string;
}

/**
 * Reads a text from the JSON object that a key holds; `undefined` if the object lacks the field.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the key; values are never shown
 */
export function readJsonField({ name, text, field }: JsonField): string | undefined {
  const parsed = parseJson(text);
  const isMap =
    isRecord(parsed) && Object.values(parsed).every((value) => typeof value === "string");
  if (!isMap) throw badJson(name, '{"dcs": "https://…", "iam": "https://…"}');
  const value = Object.hasOwn(parsed, field) ? String(parsed[field]).trim() : undefined;
  if (value !== "") return value;
  throw new DcsError("INVALID_INPUT", `"${name}" has an empty "${field}": set it, or remove it`, {
    property: name,
  });
}

/** The error for a key that does not hold the JSON that it must hold. */
export function badJson(name: string, example: string): DcsError {
  return new DcsError("INVALID_INPUT", `"${name}" must be JSON such as ${example}`, {
    property: name,
  });
}

import * as v from "valibot";
import { DcsError } from "../../errors";

/** Half a character, which JSON can name but no engine could store, becomes a whole one that says so. */
const WellFormed = v.pipe(
  v.string(),
  v.transform((text) => text.toWellFormed()),
);

/** Null and absent are the same; a text of another type is dropped, since none decides anything. */
export const Text = v.fallback(v.optional(v.nullable(WellFormed)), undefined);

/** `v.object` alone takes an array for an object without any field. */
export const record = <T extends v.ObjectEntries>(entries: T) =>
  v.pipe(
    v.unknown(),
    v.check((value) => !Array.isArray(value)),
    v.object(entries),
  );

/** A list that may be null or left out. */
export const list = <T extends v.GenericSchema>(item: T) => v.nullish(v.array(item), []);

/**
 * Reads an answer by its schema.
 *
 * @throws {DcsError} `MALFORMED_RESPONSE` naming the first place that is not as documented
 */
export function parseAnswer<T extends v.GenericSchema>(
  operation: string,
  schema: T,
  answer: unknown,
): v.InferOutput<T> {
  // Told is the first place alone; the rest of a bad answer is not gone through, for it may be long.
  const parsed = v.safeParse(schema, answer, { abortEarly: true });
  if (parsed.success) return parsed.output;
  throw malformed(operation, v.getDotPath(parsed.issues[0]) ?? "the body");
}

/** The fields that are there. */
export type Present<T> = { [name in keyof T]?: NonNullable<T[name]> };

/** Without what is null or undefined. */
export function present<T extends Record<string, unknown>>(fields: T): Present<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as Present<T>;
}

/** The error for an answer that cannot be read at the named place. */
export function malformed(operation: string, where: string): DcsError {
  return new DcsError(
    "MALFORMED_RESPONSE",
    `the answer of ${operation} is not as documented: "${where}" cannot be read`,
    { status: 200 },
  );
}

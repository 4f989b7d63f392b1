import * as v from "valibot";
import { DcsError } from "../../errors";
import { isRecord } from "../../json";
import { saidBy } from "./said";

const UNREADABLE = "cannot be read";

/** A JSON object of an answer, with unchecked fields. */
export type Wire = Readonly<Record<string, unknown>>;

/** `v.object` alone accepts an array as an object without fields. */
export const record = <T extends v.ObjectEntries>(entries: T) =>
  v.pipe(v.unknown(), v.check(isRecord, UNREADABLE), v.object(entries));

/** Null, absent and values of another type are all undefined: no decision depends on a text. */
export const Text = v.optional(v.pipe(v.unknown(), v.transform(toText)));

/** An array with unchecked entries, so that they can be counted before they are parsed. */
export const List = v.custom<readonly unknown[]>(Array.isArray);

function toText(value: unknown): string | undefined {
  // Replace lone surrogates: JSON allows them, Pulumi's state does not.
  return typeof value === "string" ? value.toWellFormed() : undefined;
}

type Renamed<T extends Readonly<Record<string, string>>> = { [name in T[keyof T]]?: string };

/**
 * Makes a reader that picks the texts of an object and renames them; absent, null and other values
 * are skipped. A schema for each text would make a large answer block the process.
 */
export function textReader<const T extends Readonly<Record<string, string>>>(
  names: T,
): (wire: Wire) => Renamed<T> {
  const pairs = Object.entries(names);
  return (wire) => {
    const texts: Record<string, string> = {};
    for (const [from, to] of pairs) {
      const text = toText(wire[from]);
      if (text !== undefined) texts[to] = text;
    }
    return texts as Renamed<T>;
  };
}

/**
 * Parses an answer with a schema.
 *
 * @throws {DcsError} `MALFORMED_RESPONSE` naming the first place that does not match
 */
export function parseAnswer<T extends v.GenericSchema>(
  operation: string,
  schema: T,
  answer: unknown,
): v.InferOutput<T> {
  // Stop at the first issue: a malformed body can be huge.
  const parsed = v.safeParse(schema, answer, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue) ?? "the body";
  const reason = issue.type === "check" ? issue.message : UNREADABLE;
  throw malformed(operation, answer, `"${where}" ${reason}`);
}

/** An object's fields, each absent instead of null or undefined. */
export type Present<T> = { [name in keyof T]?: NonNullable<T[name]> };

/** Removes the fields that are null or undefined. */
export function present<T extends Record<string, unknown>>(fields: T): Present<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as Present<T>;
}

/** The error for an answer that does not have the documented shape, with the error that it reports. */
export function malformed(operation: string, answer: unknown, reason: string): DcsError {
  const { text, serviceCode } = saidBy(answer);
  return new DcsError(
    "MALFORMED_RESPONSE",
    `the answer of ${operation} is not as documented: ${reason}${text && `; the service says ${text}`}`,
    { status: 200, serviceCode },
  );
}

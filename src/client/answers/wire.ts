import * as v from "valibot";
import { DcsError } from "../../errors";
import { advices } from "../http/advice";
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
 * @param what - names the request in messages
 * @throws {DcsError} `MALFORMED_RESPONSE` naming the first place that does not match
 */
export function parseAnswer<T extends v.GenericSchema>(
  what: string,
  schema: T,
  answer: unknown,
): v.InferOutput<T> {
  // Stop at the first issue: a malformed body can be huge.
  const parsed = v.safeParse(schema, answer, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const place = v.getDotPath(issue);
  const reason = issue.type === "check" ? issue.message : UNREADABLE;
  const isNoObject = place === null && !isRecord(answer);
  const problem = isNoObject ? "it is not a JSON object" : `${quoted(place)} ${reason}`;
  throw malformed(what, answer, problem);
}

function quoted(place: string | null): string {
  return place === null ? "it" : `"${place}"`;
}

/** An object's fields, each absent instead of null or undefined. */
export type Present<T> = { [name in keyof T]?: NonNullable<T[name]> };

/** Removes the fields that are null or undefined. */
export function present<T extends Record<string, unknown>>(fields: T): Present<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as Present<T>;
}

/**
 * The error for an answer that does not have the documented shape, with the error that it reports.
 *
 * @param what - names the request, with its address
 */
export function malformed(what: string, answer: unknown, reason: string): DcsError {
  const { text, serviceCode } = saidBy(answer);
  // Remove its full stop: the sentence goes on.
  const said = text && `; the service says ${text.replace(/\.$/, "")}`;
  return new DcsError(
    "MALFORMED_RESPONSE",
    `the answer of ${what} is not as documented: ${reason}${said}; ${advices.MALFORMED_RESPONSE}`,
    { status: 200, serviceCode },
  );
}

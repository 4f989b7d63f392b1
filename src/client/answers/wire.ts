import * as v from "valibot";
import { DcsError } from "../../errors";
import { saidBy } from "./said";

const UNREADABLE = "cannot be read";

/** An object of an answer, whatever is in it. */
export type Wire = Readonly<Record<string, unknown>>;

/** Whether a value of JSON is an object. */
export function isWire(value: unknown): value is Wire {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `v.object` alone takes an array for an object without any field. */
export const record = <T extends v.ObjectEntries>(entries: T) =>
  v.pipe(v.unknown(), v.check(isWire, UNREADABLE), v.object(entries));

/** Null and absent are the same; a value of another type is dropped, since no text decides anything. */
export const Text = v.optional(v.pipe(v.unknown(), v.transform(toText)));

/** A list, not looked into: its entries are counted before they are parsed. */
export const List = v.custom<readonly unknown[]>(Array.isArray);

function toText(value: unknown): string | undefined {
  // Replace lone surrogates: JSON allows them, Pulumi's state does not.
  return typeof value === "string" ? value.toWellFormed() : undefined;
}

type Renamed<T extends Readonly<Record<string, string>>> = { [name in T[keyof T]]?: string };

/**
 * Reads texts of an object by other names, without those that are absent, null or no text. A schema
 * for each text would make a large answer block the process.
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
 * Reads an answer by its schema.
 *
 * @throws {DcsError} `MALFORMED_RESPONSE` naming the first place that is not as documented
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

/** The fields that are there. */
export type Present<T> = { [name in keyof T]?: NonNullable<T[name]> };

/** Without what is null or undefined. */
export function present<T extends Record<string, unknown>>(fields: T): Present<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as Present<T>;
}

/** The error for an answer that is not as documented, with what the service said in its place. */
export function malformed(operation: string, answer: unknown, reason: string): DcsError {
  const { text, serviceCode } = saidBy(answer);
  return new DcsError(
    "MALFORMED_RESPONSE",
    `the answer of ${operation} is not as documented: ${reason}${text && `; the service says ${text}`}`,
    { status: 200, serviceCode },
  );
}

import { percentEncode } from "./percentEncode";

/**
 * The query in the form in which it is signed: pairs sorted by name, then by value, percent-encoded,
 * a space as `%20`. Takes the decoded pairs of the URL, which has `+` for a space.
 */
export function canonicalQuery(pairs: Iterable<readonly [string, string]>): string {
  return [...pairs]
    .sort(([nameA, valueA], [nameB, valueB]) => byBytes(nameA, nameB) || byBytes(valueA, valueB))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
}

/** Without surrogates, UTF-16 order is the same as UTF-8 byte order. */
const SURROGATES = /[\uD800-\uDFFF]/;

function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  if (SURROGATES.test(a + b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

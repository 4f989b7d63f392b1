import { percentEncode } from "./percentEncode";

/**
 * The query as it is signed: pairs sorted by name, then by value, percent-encoded, a space as
 * `%20`. Takes the decoded pairs of the URL that is sent, since a space is `+` there.
 */
export function canonicalQuery(pairs: Iterable<readonly [string, string]>): string {
  return [...pairs]
    .sort(([nameA, valueA], [nameB, valueB]) => byBytes(nameA, nameB) || byBytes(valueA, valueB))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
}

/** Only these make the order of characters differ from that of their bytes. */
const SURROGATES = /[\uD800-\uDFFF]/;

function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  if (SURROGATES.test(a + b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

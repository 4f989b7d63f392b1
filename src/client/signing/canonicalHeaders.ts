/** Headers as they are signed. */
export interface CanonicalHeaders {
  /** `name:value` lines, each with its line feed. */
  readonly block: string;
  /** The same names, joined by `;`. */
  readonly signedHeaders: string;
}

/** Lower-case names, trimmed values, sorted by name. */
export function canonicalHeaders(headers: Iterable<readonly [string, string]>): CanonicalHeaders {
  const sorted = [...headers]
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    block: sorted.map(([name, value]) => `${name}:${value}\n`).join(""),
    signedHeaders: sorted.map(([name]) => name).join(";"),
  };
}

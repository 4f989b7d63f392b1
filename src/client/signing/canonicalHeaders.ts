/** Headers in the form in which they are signed. */
export interface CanonicalHeaders {
  /** `name:value` lines, each ending in a line feed. */
  readonly block: string;
  /** The header names, joined by `;`. */
  readonly signedHeaders: string;
}

/** Sorts headers by name and trims their values. The names must be in lower case. */
export function canonicalHeaders(headers: Readonly<Record<string, string>>): CanonicalHeaders {
  const names = Object.keys(headers).sort();
  let block = "";
  for (const name of names) block += `${name}:${headers[name]?.trim() ?? ""}\n`;
  return { block, signedHeaders: names.join(";") };
}

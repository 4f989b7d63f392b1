/** Headers as they are signed. */
export interface CanonicalHeaders {
  /** `name:value` lines, each with its line feed. */
  readonly block: string;
  /** The same names, joined by `;`. */
  readonly signedHeaders: string;
}

/** Sorted by name, values trimmed. Takes names in lower case. */
export function canonicalHeaders(headers: Readonly<Record<string, string>>): CanonicalHeaders {
  const names = Object.keys(headers).sort();
  let block = "";
  for (const name of names) block += `${name}:${headers[name]?.trim() ?? ""}\n`;
  return { block, signedHeaders: names.join(";") };
}

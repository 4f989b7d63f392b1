/** Headers as they are signed. */
export interface CanonicalHeaders {
  /** `name:value` lines, each with its line feed. */
  readonly block: string;
  /** The same names, joined by `;`. */
  readonly signedHeaders: string;
}

type Line = readonly [name: string, value: string];

/** Lower-case names, trimmed values, sorted by name. */
export function canonicalHeaders(headers: Iterable<Line>): CanonicalHeaders {
  const lines: Line[] = [];
  for (const line of headers) lines.push([line[0].toLowerCase(), line[1].trim()]);
  lines.sort(byName);
  let block = "";
  let signedHeaders = "";
  for (const line of lines) {
    block += `${line[0]}:${line[1]}\n`;
    signedHeaders += signedHeaders === "" ? line[0] : `;${line[0]}`;
  }
  return { block, signedHeaders };
}

function byName(a: Line, b: Line): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}

/** A request as received. */
export interface WireRequest {
  readonly method: string;
  /** Percent-encoded, as sent. */
  readonly rawPath: string;
  /** Percent-encoded, as sent, without the question mark. */
  readonly rawQuery: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** The decoded pairs of a query, in the order they were sent. */
export function queryPairs(rawQuery: string): [name: string, value: string][] {
  return rawQuery
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", ...rest] = pair.split("=");
      return [decodeForm(name), decodeForm(rest.join("="))];
    });
}

/** Percent-decodes a text; returns it unchanged if it is malformed. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function decodeForm(text: string): string {
  return decode(text.replaceAll("+", " "));
}

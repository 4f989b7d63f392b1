/** Percent-encodes everything but the unreserved characters of RFC 3986, with upper-case digits. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, encodeAscii);
}

/** Decodes percent-encoding; returns invalid text unchanged. */
export function percentDecode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encodeAscii(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

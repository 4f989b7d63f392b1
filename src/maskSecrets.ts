/** Replaces a secret. */
const MASK = "***";
/** This many letters and digits of a secret in a row are masked too. */
const FRAGMENT_LENGTH = 12;
/** Shorter secrets are only searched for literally. */
const MIN_LETTERS = 6;
/** Longer secrets are tokens of thousands of characters, for which further forms would take too long. */
const MAX_ENCODED_LENGTH = 256;
/** One character, literal or escaped as servers do. Each alternative has a bounded length. */
const CHARACTER =
  /%([0-9a-f]{2})|&#x([0-9a-f]{1,6});|\\u([0-9a-f]{4})|&#(\d{1,7});|&[a-z]{2,6};|\\[nrt]|[^]/giu;

/** A letter or digit in lower case, and its position in the text. */
interface Letter {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Masks secrets in a text, also if they are percent-encoded, escaped for HTML or JSON, in another case,
 * broken by spaces and line breaks, or cut, down to fragments of twelve letters and digits. Secrets of up
 * to 256 characters are found in base64 and hex too.
 */
export function maskSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  const given = secrets.flatMap((secret) => secret || []);
  if (given.length === 0) return text;
  const plain = given.reduce((shown, secret) => shown.replaceAll(secret, MASK), text);
  const fragments = new Set(given.flatMap(formsOf).flatMap(fragmentsOf));
  const lengths = [...new Set([...fragments].map(({ length }) => length))];
  const letters = lettersOf(plain);
  const line = letters.map((letter) => letter.text).join("");
  let masked = "";
  let shownTo = 0;
  letters.forEach(({ start }, at) => {
    const length = lengths.find((one) => fragments.has(line.slice(at, at + one)));
    const last = length === undefined ? undefined : letters[at + length - 1];
    if (!last) return;
    // Fragments of one secret overlap: mask them once.
    if (start >= shownTo) masked += plain.slice(shownTo, start) + MASK;
    shownTo = last.end;
  });
  return masked + plain.slice(shownTo);
}

/** A secret as it is; that of a key also in hex, and in base64 after any number of other bytes. */
function formsOf(secret: string): string[] {
  if (secret.length > MAX_ENCODED_LENGTH) return [secret];
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString("hex"), ...[0, 1, 2].map((before) => base64After(bytes, before))];
}

/** The base64 of bytes after `before` others, without the characters that other bytes have a part in. */
function base64After(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
  const start = before === 0 ? 0 : before + 1;
  const end = Math.floor(((before + bytes.length) * 8) / 6);
  return text.slice(start, end);
}

function fragmentsOf(secret: string): string[] {
  const letters = lettersOf(secret).map(({ text }) => text);
  if (letters.length < MIN_LETTERS) return [];
  const length = Math.min(FRAGMENT_LENGTH, letters.length);
  const line = letters.join("");
  return letters.slice(length - 1).map((_, at) => line.slice(at, at + length));
}

/** The letters and digits of a text. Servers change what is between them, so it is ignored. */
function lettersOf(text: string): Letter[] {
  const letters: Letter[] = [];
  for (const match of text.matchAll(CHARACTER)) {
    const [whole, percent, htmlHex, json, html] = match;
    const hex = percent ?? htmlHex ?? json;
    const code =
      hex !== undefined ? parseInt(hex, 16) : html !== undefined ? Number(html) : undefined;
    const character = code === undefined ? whole : characterOf(code);
    const lower = character.toLowerCase();
    // Only single UTF-16 units, so that indices of the joined line are indices of this list.
    if (lower.length !== 1 || !/[\p{L}\p{N}]/u.test(lower)) continue;
    letters.push({ text: lower, start: match.index, end: match.index + whole.length });
  }
  return letters;
}

function characterOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

/** What stands in place of a secret. */
const MASK = "***";
/** This many letters and digits in a row are taken for a part of a secret. */
const FRAGMENT = 12;
/** A secret with fewer letters and digits than this is looked for as it stands only. */
const MIN_LETTERS = 6;
/** One character of a text, in the ways in which servers write one. Each is of bounded length. */
const CHARACTER =
  /%([0-9a-f]{2})|&#x([0-9a-f]{1,6});|\\u([0-9a-f]{4})|&#(\d{1,7});|&[a-z]{2,6};|\\[nrt]|[^]/giu;

/** A letter or digit, in lower case, and where it stands. */
interface Letter {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A text without secrets: as they stand, and also percent-encoded, escaped for HTML or JSON, in
 * another case, broken by spaces and line ends, or cut, down to pieces of twelve letters and digits.
 */
export function maskSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  const given = secrets.flatMap((secret) => secret || []);
  if (given.length === 0) return text;
  const plain = given.reduce((shown, secret) => shown.replaceAll(secret, MASK), text);
  const fragments = new Set(given.flatMap(fragmentsOf));
  const lengths = [...new Set([...fragments].map(({ length }) => length))];
  const letters = lettersOf(plain);
  const line = letters.map((letter) => letter.text).join("");
  let masked = "";
  let shownTo = 0;
  letters.forEach(({ start }, at) => {
    const length = lengths.find((one) => fragments.has(line.slice(at, at + one)));
    const last = length === undefined ? undefined : letters[at + length - 1];
    if (!last) return;
    // Fragments of one secret overlap.
    if (start >= shownTo) masked += plain.slice(shownTo, start) + MASK;
    shownTo = last.end;
  });
  return masked + plain.slice(shownTo);
}

function fragmentsOf(secret: string): string[] {
  const letters = lettersOf(secret).map(({ text }) => text);
  if (letters.length < MIN_LETTERS) return [];
  const length = Math.min(FRAGMENT, letters.length);
  const line = letters.join("");
  return letters.slice(length - 1).map((_, at) => line.slice(at, at + length));
}

/** The letters and digits of a text; what stands between them is what servers change. */
function lettersOf(text: string): Letter[] {
  const letters: Letter[] = [];
  for (const match of text.matchAll(CHARACTER)) {
    const [whole, percent, htmlHex, json, html] = match;
    const hex = percent ?? htmlHex ?? json;
    const code =
      hex !== undefined ? parseInt(hex, 16) : html !== undefined ? Number(html) : undefined;
    const character = code === undefined ? whole : characterOf(code);
    const lower = character.toLowerCase();
    // One unit each, so that places in the line are places in the list.
    if (lower.length !== 1 || !/[\p{L}\p{N}]/u.test(lower)) continue;
    letters.push({ text: lower, start: match.index, end: match.index + whole.length });
  }
  return letters;
}

function characterOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

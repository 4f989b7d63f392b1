import fc from "fast-check";
import { maskSecrets } from "../src/maskSecrets";
import { printable } from "../src/printable";

const secret = "MIIxSk+/9aB==cD3eF4gH5iJ6kL7";
const inner = "9aB==cD3eF4gH5iJ6kL7";

/** The ways in which a server can encode a secret. */
const forms: readonly (readonly [string, (text: string) => string])[] = [
  ["unchanged", (text) => text],
  ["percent-encoded", encodeURIComponent],
  ["percent-encoded in small letters", (text) => encodeURIComponent(text).toLowerCase()],
  ["percent-encoded as a whole", (text) => text.replace(/[^]/g, (one) => `%${hex(one)}`)],
  ["percent-encoded twice", (text) => encodeURIComponent(encodeURIComponent(text))],
  ["as a form", (text) => encodeURIComponent(text).replaceAll("%2B", "+")],
  ["escaped for HTML", (text) => text.replaceAll("+", "&#43;").replaceAll("/", "&#x2F;")],
  [
    "escaped for HTML by names",
    (text) => text.replaceAll("+", "&plus;").replaceAll("=", "&equals;"),
  ],
  [
    "escaped for HTML as a whole",
    (text) => text.replace(/[^]/g, (one) => `&#${one.charCodeAt(0)};`),
  ],
  ["escaped for JSON", (text) => text.replace(/[^\w]/g, (one) => `\\u00${hex(one)}`)],
  ["in small letters", (text) => text.toLowerCase()],
  ["in capital letters", (text) => text.toUpperCase()],
  ["wrapped", (text) => text.replace(/.{10}/g, "$&\n")],
  ["wrapped with a margin", (text) => text.replace(/.{5}/g, "$&\r\n    ")],
  ["wrapped in escaped line ends", (text) => text.replace(/.{10}/g, "$&\\n")],
  ["for URLs", (text) => text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")],
  ["coloured", (text) => text.replace(/.{7}/g, "$&\u001B[0m")],
  ["cut", (text) => text.slice(0, -3)],
  ["without its beginning", (text) => text.slice(3)],
];

test.each(forms)("a secret is masked: %s", (_, form) => {
  const shown = printable(`key: ${form(secret)}, and more`, ["", undefined, secret]);
  expect(shown).toMatch(/^key: \S*\*\*\*.*, and more$/);
  expect(letters(shown)).not.toContain(letters(inner).slice(0, 6));
  expect(letters(shown)).not.toContain(letters(inner).slice(-8));
});

/** Also within other bytes, as those of a header or of JSON. */
test.each(["", "a", "ab", "AK:", '{"sk":"'])(
  "a secret is masked in base64 and hex after %j",
  (before) => {
    const bytes = Buffer.from(`${before}${secret}, and more`);
    for (const encoding of ["base64", "base64url", "hex"] as const) {
      const encoded = bytes.toString(encoding);
      const shown = printable(`bad ${encoded}.`, [secret]);
      expect(shown).toMatch(/^bad [\w+/]*\*\*\*[\w+/=-]*\.$/);
      // A character in which another byte has a part may stay.
      const [start = "", end = ""] = shown.slice("bad ".length, -1).split("***");
      const isAround = encoded.startsWith(start) && encoded.endsWith(end);
      const size = Buffer.from(secret).toString(encoding).replace(/=+$/, "").length;
      expect([isAround, encoded.length - start.length - end.length >= size - 4]).toEqual([
        true,
        true,
      ]);
    }
  },
);

test("a secret of six letters is masked in base64, and no word that only resembles it", () => {
  const [secrets, encoded] = [["s3cret"], Buffer.from("s3cret").toString("base64")];
  expect(maskSecrets(`${encoded} secrets are read`, secrets)).toBe("*** secrets are read");
});

test.each([
  [
    "several",
    "a SECRETONE b SECRETTWO c SECRETONE",
    ["SECRETONE", "SECRETTWO"],
    "a *** b *** c ***",
  ],
  ["a short one, only if unchanged", "pw, PW", ["pw"], "***, PW"],
  ["one of six letters", "s3cret S3CRET S3CRE", ["s3cret"], "*** *** S3CRE"],
  ["none", "text", [undefined, ""], "text"],
  ["words that are part of one", "wrong password", ["correct-password-horse"], "wrong password"],
  ["in other letters", "ключ ПарольПароль", ["парольпароль"], "ключ ***"],
  [
    "next to incomplete escapes",
    "%2 %zz &#; &#x; \\u00 SECRETONE %",
    ["SECRETONE"],
    "%2 %zz &#; &#x; \\u00 *** %",
  ],
  ["next to invalid code points", "&#9999999; SECRETONE", ["SECRETONE"], "&#9999999; ***"],
])("secrets are masked: %s", (_, text, secrets, expected) => {
  expect(maskSecrets(text, secrets)).toBe(expected);
});

test("only the secret is masked, whatever text surrounds it", () => {
  const clean = fc.string({ unit: "binary", maxLength: 40 });
  const plain = forms.filter(([name]) => name !== "coloured");
  fc.assert(
    fc.property(clean, clean, fc.constantFrom(...plain), (before, after, [, form]) => {
      const shown = maskSecrets(`${before} ${form(secret)} ${after}`, [secret]);
      expect(shown).toContain("***");
      expect(letters(shown)).not.toContain(letters(inner));
    }),
  );
});

/** Texts of 80 kB that are slow for a naive implementation. */
const hostile: readonly (readonly [string, string])[] = [
  ["a control sequence without an end", `\u001B[${";#".repeat(40_000)}`],
  ["control sequences without an end", "\u001B[;#".repeat(20_000)],
  ["titles without an end", "\u001B]".repeat(40_000)],
  ["titles of one character", "\u009D".repeat(80_000)],
  ["escapes and spaces", "\u001B ".repeat(40_000)],
  ["spaces", " ".repeat(80_000)],
  ["invisible characters", "\u200B\n".repeat(40_000)],
  ["half escapes", "%&#x\\u".repeat(14_000)],
  ["tags", "<title".repeat(14_000)],
  ["lone surrogates", "\uD800".repeat(80_000)],
  ["a repeated secret", secret.repeat(2_800)],
];

test.each(hostile)("80 kB of %s are handled at once", (_, text) => {
  expect(bestTimeOf(text)).toBeLessThan(50);
  expect(printable(text, [secret]).length).toBeLessThanOrEqual(501);
});

test.each(hostile)("ten times as much of %s takes no longer", (_, text) => {
  // A millisecond is measurement noise.
  expect(bestTimeOf(text.repeat(10))).toBeLessThan(bestTimeOf(text) * 10 + 1);
});

test("a truncated text says so, whether long or short", () => {
  expect(printable("x".repeat(600))).toBe(`${"x".repeat(500)}…`);
  expect(printable("x".repeat(500))).toBe("x".repeat(500));
  expect(printable(`a${"\u001B[0m".repeat(2_000)}b`)).toBe("a…");
});

/** Milliseconds of the fastest of several runs; the others are disturbed by other load. */
function bestTimeOf(text: string): number {
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    printable(text, [secret]);
    return performance.now() - startedAt;
  });
  return Math.min(...times);
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(2, "0");
}

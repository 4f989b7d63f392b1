/**
 * JSON on one line, with every character that a terminal would obey as an escape, and the bracket of
 * `##[`, which begins a command of GitHub Actions: a parser reads the same value.
 */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?<=#\p{DI}*)\[/gu,
    (character) =>
      Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
        .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
        .join(""),
  );
}

import { eastAsianWidth } from "get-east-asian-width";

const ZERO_WIDTH_SPACE = "\u200B";

/**
 * Text for the engine's table, which counts characters while a terminal counts columns: behind each
 * wide character stands a zero-width space, so that both counts agree and a row is never wrapped.
 */
export function padWideCharacters(text: string): string {
  let padded = "";
  for (const character of text) {
    const wide = widthOf(character) === 2;
    padded += wide ? character + ZERO_WIDTH_SPACE : character;
  }
  return padded;
}

/** How many columns of a terminal a text without escape sequences takes. */
export function displayWidth(text: string): number {
  let columns = 0;
  for (const character of text) columns += widthOf(character);
  return columns;
}

/** Fills a text up with spaces to a number of columns. */
export function padColumns(text: string, columns: number): string {
  return text + " ".repeat(Math.max(columns - displayWidth(text), 0));
}

/** A text that takes no more than a number of columns; what is cut ends with `…`. */
export function cutColumns(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let cut = "";
  let left = columns - 1;
  for (const character of text) {
    left -= widthOf(character);
    if (left < 0) break;
    cut += character;
  }
  return columns > 0 ? `${cut}…` : "";
}

/** Marks stand above or below the character before them, and formats are not seen. */
function widthOf(character: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u.test(character)) return 0;
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}

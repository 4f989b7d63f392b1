import { eastAsianWidth } from "get-east-asian-width";
import { printable } from "../printable";

const ZERO_WIDTH_SPACE = "\u200B";
/** Characters of a name that are made printable: the line is redrawn every second. */
const MAX_NAME_READ = 1_000;

/**
 * Text for the engine's table, which counts characters while a terminal counts columns. A zero-width
 * space before each wide character makes both counts agree, so that no row wraps, wherever it is cut.
 */
export function padWideCharacters(text: string): string {
  let padded = "";
  for (const character of text) {
    const wide = widthOf(character) === 2;
    padded += wide ? ZERO_WIDTH_SPACE + character : character;
  }
  return padded;
}

/** How many columns of a terminal a text without escape sequences takes. */
export function displayWidth(text: string): number {
  let columns = 0;
  for (const character of text) columns += widthOf(character);
  return columns;
}

/** Appends spaces until a text takes a number of columns. */
export function padColumns(text: string, columns: number): string {
  return text + " ".repeat(Math.max(columns - displayWidth(text), 0));
}

/** Cuts a text to a number of columns; a cut text ends with `…`. */
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

/** Breaks a text between words into lines of at most so many columns; a longer word keeps its length. */
export function wrapColumns(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && displayWidth(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A name from the service, made printable for a line that is redrawn every second. */
export function shortName(text = ""): string {
  return printable(text.slice(0, MAX_NAME_READ));
}

/** Combining marks, format and control characters take no column. */
function widthOf(character: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u.test(character)) return 0;
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}

import { maskSecrets } from "./maskSecrets";

const LONGEST = 500;
/** What stands behind this many characters is not read: a text from outside may be huge. */
const MAX_READ = 4_000;
/** The first half of a character that was cut. */
const HALF = /[\uD800-\uDBFF]$/;

const ESC = "\u001B";
/** Begin a text for the terminal itself, such as its title: in one character, or ESC and a letter. */
const STRINGS = "\u0090\u0098\u009D\u009E\u009F";
const STRING_ENDS = "\u0007\u009C";
/**
 * What a terminal obeys: CSI sequences, texts for itself, others. No part overlaps the next one, and
 * none goes past the beginning of another sequence, so that a text is gone through once.
 */
const CONTROL_SEQUENCES = new RegExp(
  [
    `(?:${ESC}\\[|\u009B)[0-?]*[ -/]*(?:[@-~]|$)`,
    `(?:${ESC}[\\]PX^_]|[${STRINGS}])[^${ESC}${STRINGS}${STRING_ENDS}]*(?:[${STRING_ENDS}]|${ESC}\\\\|$)`,
    `${ESC}[ -/]*[0-~]`,
  ].join("|"),
  "g",
);

/**
 * Text from outside as a message may show it: without the given secrets, without control
 * characters, which a terminal would obey, on one line, and not longer than 500 characters.
 */
export function printable(text: string, secrets: readonly (string | undefined)[] = []): string {
  // Cut first: the steps that follow take time for each character.
  const read = text.slice(0, MAX_READ).toWellFormed();
  const plain = maskSecrets(read.replace(CONTROL_SEQUENCES, ""), secrets);
  const line = plain.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const shown = line.length > LONGEST ? line.slice(0, LONGEST).replace(HALF, "") : line;
  return shown.length < line.length || read.length < text.length ? `${shown}…` : shown;
}

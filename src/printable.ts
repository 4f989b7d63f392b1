import { stripVTControlCharacters } from "node:util";

const LONGEST = 500;
/** The first half of a character that was cut. */
const HALF = /[\uD800-\uDBFF]$/;

/**
 * Text from outside as a message may show it: without the given secrets, without control
 * characters, which a terminal would obey, on one line, and not longer than 500 characters.
 */
export function printable(text: string, secrets: readonly (string | undefined)[] = []): string {
  let shown = stripVTControlCharacters(text.toWellFormed());
  for (const secret of secrets) {
    if (secret) shown = shown.replaceAll(secret, "***");
  }
  shown = shown.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST).replace(HALF, "")}…` : shown;
}

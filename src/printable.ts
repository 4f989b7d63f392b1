import { maskSecrets } from "./maskSecrets";

/** Characters that are shown. */
const MAX_SHOWN = 500;
/** Characters that are read: a text from outside may be huge. */
const MAX_READ = 4_000;
/** The first half of a surrogate pair that was cut. */
const CUT_SURROGATE = /[\uD800-\uDBFF]$/;

const ESC = "\u001B";
/** Characters that start a control string, such as the window title; ESC and a letter do too. */
const STRING_STARTS = "\u0090\u0098\u009D\u009E\u009F";
const STRING_ENDS = "\u0007\u009C";
/**
 * Terminal control: CSI sequences, control strings, other escape sequences. The alternatives do not
 * overlap, and none extends past the start of another sequence, so that matching takes linear time.
 */
const CONTROL_SEQUENCES = new RegExp(
  [
    `(?:${ESC}\\[|\u009B)[0-?]*[ -/]*(?:[@-~]|$)`,
    `(?:${ESC}[\\]PX^_]|[${STRING_STARTS}])[^${ESC}${STRING_STARTS}${STRING_ENDS}]*(?:[${STRING_ENDS}]|${ESC}\\\\|$)`,
    `${ESC}[ -/]*[0-~]`,
  ].join("|"),
  "g",
);

/**
 * Makes text from outside safe for a message: without the given secrets and terminal control, on one
 * line, and at most 500 characters long.
 */
export function printable(text: string, secrets: readonly (string | undefined)[] = []): string {
  // Cut first: the time of the following steps grows with the length.
  const read = text.slice(0, MAX_READ).toWellFormed();
  const plain = maskSecrets(read.replace(CONTROL_SEQUENCES, ""), secrets);
  const line = plain.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const shown =
    line.length > MAX_SHOWN ? line.slice(0, MAX_SHOWN).replace(CUT_SURROGATE, "") : line;
  return shown.length < line.length || read.length < text.length ? `${shown}…` : shown;
}

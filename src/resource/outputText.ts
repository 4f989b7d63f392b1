/** Longer texts are cut, to keep the state small. */
const LONGEST = 1_024;

/**
 * A text of the service as the state and the outputs keep it: cut where it is very long, and with a
 * mark in place of what a terminal would obey or what turns the reading direction, since
 * `pulumi stack output` prints texts as they are. Line ends and tabs stay.
 */
export function outputText(text: string): string {
  // The cut may leave half a character, which no engine could store.
  const start = text.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, "");
  const cut = text.length > LONGEST ? `${start}…` : text;
  return cut.toWellFormed().replace(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu, "\ufffd");
}

/** Longest text that is stored, in UTF-16 code units. */
const MAX_LENGTH = 1_024;

/**
 * Prepares a text of the service for the state and the outputs. It is cut where it is very long.
 * Control characters and those that turn the reading direction become U+FFFD, since
 * `pulumi stack output` prints texts as they are. Line ends and tabs stay.
 */
export function outputText(text: string): string {
  // The cut may leave the first half of a surrogate pair.
  const start = text.slice(0, MAX_LENGTH).replace(/[\uD800-\uDBFF]$/, "");
  const cut = text.length > MAX_LENGTH ? `${start}…` : text;
  // Replace lone surrogates: JSON allows them, Pulumi's state does not.
  return cut.toWellFormed().replace(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu, "\ufffd");
}

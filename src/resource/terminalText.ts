import { eastAsianWidth } from "get-east-asian-width";

const ZERO_WIDTH_SPACE = "\u200B";

/**
 * Text for the engine's table, which counts characters while a terminal counts columns: behind each
 * wide character stands a zero-width space, so that both counts agree and a row is never wrapped.
 */
export function padWideCharacters(text: string): string {
  let padded = "";
  for (const character of text) {
    const wide = eastAsianWidth(character.codePointAt(0) ?? 0) === 2;
    padded += wide ? character + ZERO_WIDTH_SPACE : character;
  }
  return padded;
}

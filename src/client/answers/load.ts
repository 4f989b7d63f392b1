import type * as Parsers from "./parsers";

/**
 * Loads what parses answers, with the first answer: the schema library takes a good part of the
 * time to load this package. An `import()` is what bundlers follow; in the sources it needs the
 * extension, which the build changes to `.js`.
 */
export function loadAnswers(): Promise<typeof Parsers> {
  return import("./parsers.ts");
}

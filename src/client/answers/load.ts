import type * as Parsers from "./parsers";

/**
 * Loads the parsers with the first answer: the schema library takes a good part of this package's
 * load time. Bundlers follow `import()`. In the sources the path needs an extension, which the build
 * changes to `.js`.
 */
export function loadAnswers(): Promise<typeof Parsers> {
  return import("./parsers.ts");
}

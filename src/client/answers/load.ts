import { createRequire } from "node:module";
import type * as answers from "./parsers";

const load = createRequire(__filename);

/**
 * What reads answers, loaded with the first one: the schema library would be a good part of the time
 * that it takes to load this package.
 */
export function loadAnswers(): typeof answers {
  return load("./parsers") as typeof answers;
}

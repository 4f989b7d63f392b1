import { answers } from "./answers.mjs";
import { queries } from "./queries.mjs";
import { waits } from "./waits.mjs";

/**
 * Guards of the built package, and how each is taken away: in each of its `changes` the `text` of a
 * file in `dist`, which must occur in it exactly once, is replaced by `instead`.
 */
export const guards = [...queries, ...answers, ...waits];

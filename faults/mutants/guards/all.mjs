import { answers } from "./answers.mjs";
import { keys } from "./keys.mjs";
import { limits } from "./limits.mjs";
import { patience } from "./patience.mjs";
import { requests } from "./requests.mjs";
import { resources } from "./resources.mjs";
import { views } from "./views.mjs";
import { waits } from "./waits.mjs";

/**
 * Guards of the built package, and how each is taken away: in each of its `changes` the `text` of a
 * file in `dist`, which must occur in it exactly once, is replaced by `instead`.
 */
export const guards = [
  ...requests,
  ...keys,
  ...limits,
  ...answers,
  ...patience,
  ...views,
  ...waits,
  ...resources,
];

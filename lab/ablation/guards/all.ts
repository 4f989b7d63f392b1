import type { Part } from "../part.ts";
import { answers } from "./answers.ts";
import { keys } from "./keys.ts";
import { limits } from "./limits.ts";
import { lists } from "./lists.ts";
import { patience } from "./patience.ts";
import { requests } from "./requests.ts";
import { resources } from "./resources.ts";
import { views } from "./views.ts";
import { waits } from "./waits.ts";

/** Guards of the built package, and how each is taken away. */
export const guards: readonly Part[] = [
  ...requests,
  ...keys,
  ...limits,
  ...answers,
  ...lists,
  ...patience,
  ...views,
  ...waits,
  ...resources,
];

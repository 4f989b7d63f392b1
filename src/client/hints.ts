import type { Hints } from "../settings/settings";

/** Key of the internal option that says where settings can be set, in the words of the user. */
export const HINTS: unique symbol = Symbol("where settings can be set");

/** Options that may hold {@link Hints}. */
export interface Hinted {
  readonly [HINTS]?: Hints;
}

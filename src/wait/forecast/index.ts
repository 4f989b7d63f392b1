/**
 * When will the task end, and when to ask next? The model is explained in docs/decisions/forecast.md.
 *
 * @module
 */
import { cheapestGap, type DelayBounds } from "./gap";
import { forecast } from "./outlook";
import type { Sample } from "./signals";

export { remember } from "./signals";
export type { DelayBounds, Sample };

/** Ends sooner than this share of the shortest gap count as "now". */
const SOONEST_END_PER_SHORTEST_GAP = 0.25;

/** The gap to the next query with the lowest expected cost, in milliseconds, within the bounds. */
export function bestGap(history: readonly Sample[], bounds: DelayBounds): number {
  const outlook = forecast(history, bounds.minDelayMs * SOONEST_END_PER_SHORTEST_GAP);
  return cheapestGap(outlook, bounds);
}

import type { Clock } from "../wait/time/clock";
import type { QueryOptions } from "./options";

const CLOCK: unique symbol = Symbol("the clock of the wait that a query is part of");

interface WaitQueryOptions extends QueryOptions {
  readonly [CLOCK]?: Clock;
}

/**
 * The options of a query that is part of a wait on `clock`: it takes its turn in the request budget of
 * that clock, and may share an answer that another wait has just received. Copies keep the clock.
 */
export function onClock(clock: Clock, options: QueryOptions): QueryOptions {
  const query: WaitQueryOptions = { ...options, [CLOCK]: clock };
  return query;
}

/** The clock of the wait that a query is part of; `undefined` for a query of its own. */
export function clockOf(options: WaitQueryOptions): Clock | undefined {
  return options[CLOCK];
}

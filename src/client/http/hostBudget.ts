import type { Clock } from "../../wait/clock";
import { RequestBudget } from "../../wait/requestBudget";

/** Of a host for which no client has set a rate yet: the highest that one may set. */
const UNLIMITED = 10_000;

/** By clock, since the times of two clocks cannot be compared; then by host. */
const budgets = new WeakMap<Clock, Map<string, RequestBudget>>();

/** Which budget a request belongs to. */
export interface BudgetKey {
  readonly clock: Clock;
  /** Of the request. */
  readonly url: string;
  /** Absent for requests of credentials, which have no rate of their own. */
  readonly requestsPerSecond?: number | undefined;
}

/**
 * The request budget that all clients of this process share for a host. Where they allow different
 * rates, the lowest holds.
 */
export function budgetOf({ clock, url, requestsPerSecond = UNLIMITED }: BudgetKey): RequestBudget {
  const ofClock = budgets.get(clock) ?? new Map<string, RequestBudget>();
  budgets.set(clock, ofClock);
  const { host } = new URL(url);
  const budget = ofClock.get(host) ?? new RequestBudget({ requestsPerSecond, clock });
  ofClock.set(host, budget);
  budget.limitTo(requestsPerSecond);
  return budget;
}

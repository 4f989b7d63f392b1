import type { Clock } from "../time/clock";
import { RequestBudget } from "./requestBudget";

/** Requests per second for credentials. They are few, since all queries share them. */
const CREDENTIALS_RATE = 100;

/** By clock, since times of different clocks cannot be compared; then by host. */
const budgets = new WeakMap<Clock, Map<string, RequestBudget>>();

/** Identifies the budget of a request. */
export interface BudgetKey {
  readonly clock: Clock;
  /** URL of the request. */
  readonly url: string;
  /** The client's rate; absent for requests for credentials. */
  readonly requestsPerSecond?: number | undefined;
}

/**
 * The request budget that all clients of this process share for a host. If their rates differ, the
 * lowest applies. Requests for credentials have a budget of their own, since queries may hold turns of
 * the other one while they wait for credentials.
 */
export function budgetOf({ clock, url, requestsPerSecond }: BudgetKey): RequestBudget {
  const ofClock = budgets.get(clock) ?? new Map<string, RequestBudget>();
  budgets.set(clock, ofClock);
  const { host } = new URL(url);
  const key = requestsPerSecond === undefined ? `${host} for credentials` : host;
  const rate = requestsPerSecond ?? CREDENTIALS_RATE;
  const budget = ofClock.get(key) ?? new RequestBudget({ requestsPerSecond: rate, clock });
  ofClock.set(key, budget);
  budget.limitTo(rate);
  return budget;
}

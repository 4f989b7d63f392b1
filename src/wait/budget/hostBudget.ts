import type { Clock } from "../time/clock";
import { RequestBudget } from "./requestBudget";

/** Requests a second for credentials: they are few, since all queries wait for the same ones. */
const CREDENTIALS_RATE = 100;

/** By clock, since the times of two clocks cannot be compared; then by host. */
const budgets = new WeakMap<Clock, Map<string, RequestBudget>>();

/** Which budget a request belongs to. */
export interface BudgetKey {
  readonly clock: Clock;
  /** Of the request. */
  readonly url: string;
  /** Absent for requests for credentials. */
  readonly requestsPerSecond?: number | undefined;
}

/**
 * The request budget that all clients of this process share for a host. Where they allow different
 * rates, the lowest holds. Requests for credentials have one of their own: queries may hold their
 * turns in the other one while they wait for credentials.
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

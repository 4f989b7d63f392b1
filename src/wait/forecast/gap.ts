import { BLIND_TAIL_EXPONENT, type Chance, type Outlook } from "./outlook";

/** Bounds of the gap between two queries, in milliseconds. */
export interface DelayBounds {
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
}

/** One query costs as much as this delay between the end of the task and the end of the wait. */
const QUERY_COST_MS = 1_000;
/** Queries that are still needed, with a signal, each time the time left falls to 37 % (1/e). */
const QUERIES_PER_E_FOLD = 0.6;

/** Steps between the shortest and the longest gap, evenly spaced in their logarithm. */
const COARSE_STEPS = 12;
/** The best gap is then moved by ever smaller factors, down to this. */
const FINEST_FACTOR = 1.02;
/** Chances below this probability change no gap: without them the search takes a quarter less time. */
const MIN_PROBABILITY = 1e-5;
/** The task may end anywhere in the span of a chance: costs are taken at so many places in it. */
const PARTS_PER_SPAN = 6;

interface Part {
  readonly leftMs: number;
  readonly guided: number;
  readonly blind: number;
}

/** The gap with the lowest expected cost, in milliseconds. */
export function cheapestGap(outlook: Outlook, bounds: DelayBounds): number {
  const { minDelayMs, maxDelayMs } = bounds;
  const costOf = expectedCost(outlook, bounds);
  const cheapest = (gaps: readonly number[]) =>
    gaps
      .map((gap) => Math.min(Math.max(gap, minDelayMs), maxDelayMs))
      .map((gapMs) => ({ gapMs, cost: costOf(gapMs) }))
      .reduce((best, other) => (other.cost < best.cost ? other : best)).gapMs;
  const ratio = (maxDelayMs / minDelayMs) ** (1 / COARSE_STEPS);
  let best = cheapest(Array.from({ length: COARSE_STEPS + 1 }, (_, n) => minDelayMs * ratio ** n));
  for (let factor = Math.sqrt(ratio); factor > FINEST_FACTOR; factor = Math.sqrt(factor)) {
    best = cheapest([best, best / factor, best * factor]);
  }
  return best;
}

/**
 * Gives the expected cost of a gap: of the queries still to come, and of the delay at the end. Both
 * are in milliseconds of delay.
 */
export function expectedCost(
  { chances, ageMs }: Outlook,
  bounds: DelayBounds,
): (gapMs: number) => number {
  const likely = chances.filter(({ guided, blind }) => guided + blind > MIN_PROBABILITY);
  const parts = likely.flatMap(splitSpan);
  return (gapMs) =>
    parts.reduce((cost, { leftMs, guided, blind }) => {
      const afterMs = leftMs - gapMs;
      if (afterMs <= 0) return cost - (guided + blind) * afterMs;
      return (
        cost + guided * guidedCost(afterMs, bounds) + blind * blindCost(afterMs, ageMs + gapMs)
      );
    }, 0);
}

function splitSpan({ fromMs, toMs, guided, blind }: Chance): readonly Part[] {
  return Array.from({ length: PARTS_PER_SPAN }, (_, index) => ({
    leftMs: fromMs + ((toMs - fromMs) * (index + 0.5)) / PARTS_PER_SPAN,
    guided: guided / PARTS_PER_SPAN,
    blind: blind / PARTS_PER_SPAN,
  }));
}

/** Cost after a query that finds `leftMs` still to go, if a signal leads to the end. */
function guidedCost(leftMs: number, { minDelayMs, maxDelayMs }: DelayBounds): number {
  const folds = Math.log(1 + leftMs / minDelayMs);
  return QUERY_COST_MS * (1 + leftMs / maxDelayMs + QUERIES_PER_E_FOLD * folds);
}

/**
 * The same if none does. The hazard is the tail exponent over the age, so the best gap is
 * sqrt(2 * QUERY_COST_MS * age / exponent), and the end is noticed half a gap late.
 */
function blindCost(leftMs: number, ageMs: number): number {
  const endMs = ageMs + leftMs;
  const perQueryMs = QUERY_COST_MS / (2 * BLIND_TAIL_EXPONENT);
  const queries = 1 + (Math.sqrt(endMs) - Math.sqrt(ageMs)) / Math.sqrt(perQueryMs);
  return QUERY_COST_MS * queries + Math.sqrt(perQueryMs * endMs);
}

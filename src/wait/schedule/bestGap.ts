import { type Chance, type Outlook, TAIL_EXPONENT } from "./outlook";

/** Bounds of the gap between two queries, in milliseconds. */
export interface DelayBounds {
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
}

/** A query costs as much as this delay between the end of the task and the end of the wait. */
const QUERY_MS = 1000;
/** Queries that a signal still needs for each time that the time left shrinks to 37 %. */
const QUERIES_PER_FOLD = 0.6;

/** Gaps that are compared at first, evenly in their logarithm. */
const COARSE_GAPS = 12;
/** Then the best one is moved by ever smaller factors, down to this. */
const FINEST_STEP = 1.02;

/** The gap with the least expected cost: the queries still to come, and the delay at the end. */
export function bestGap({ chances, ageMs }: Outlook, bounds: DelayBounds): number {
  const { minDelayMs, maxDelayMs } = bounds;
  const fine = spreadOut(chances, 2 * maxDelayMs);
  const costs = { chances: fine, ageMs, bounds };
  const ratio = (maxDelayMs / minDelayMs) ** (1 / COARSE_GAPS);
  const gaps = Array.from({ length: COARSE_GAPS + 1 }, (_, index) => minDelayMs * ratio ** index);
  let best = cheapest(gaps, costs);
  for (let step = Math.sqrt(ratio); step > FINEST_STEP; step = Math.sqrt(step)) {
    best = cheapest([best.gapMs, best.gapMs / step, best.gapMs * step], costs);
  }
  return best.gapMs;
}

interface Costs extends Outlook {
  readonly bounds: DelayBounds;
}

function cheapest(gaps: readonly number[], costs: Costs): { gapMs: number; cost: number } {
  const { minDelayMs, maxDelayMs } = costs.bounds;
  return gaps
    .map((gap) => Math.min(Math.max(gap, minDelayMs), maxDelayMs))
    .map((gapMs) => ({ gapMs, cost: expectedCost(gapMs, costs) }))
    .reduce((best, other) => (other.cost < best.cost ? other : best));
}

function expectedCost(gapMs: number, { chances, ageMs, bounds }: Costs): number {
  let cost = 0;
  for (const { leftMs, probability, blind } of chances) {
    const stillMs = leftMs - gapMs;
    if (stillMs <= 0) {
      cost -= probability * stillMs;
      continue;
    }
    cost += probability * (1 - blind) * guidedCost(stillMs, bounds);
    if (blind > 0.001) cost += probability * blind * blindCost(stillMs, ageMs + gapMs);
  }
  return cost;
}

/** What is to come after a query that finds `leftMs` still to go, where the service's word helps. */
function guidedCost(leftMs: number, { minDelayMs, maxDelayMs }: DelayBounds): number {
  const folds = Math.log(1 + leftMs / minDelayMs);
  return (
    QUERY_MS * (1 + leftMs / maxDelayMs + QUERIES_PER_FOLD * folds) +
    Math.max(minDelayMs - leftMs, 0)
  );
}

/**
 * The same where it does not help: a hazard that falls with the age asks for gaps that grow with its
 * square root.
 */
function blindCost(leftMs: number, ageMs: number): number {
  const endMs = ageMs + leftMs;
  const queries = Math.sqrt((2 * TAIL_EXPONENT) / QUERY_MS) * (Math.sqrt(endMs) - Math.sqrt(ageMs));
  return QUERY_MS * (1 + queries) + Math.sqrt((QUERY_MS * endMs) / (2 * TAIL_EXPONENT));
}

/** Chances closer to each other, relative to their time left, are not spread further. */
const FINE = 0.15;
const MOST_PARTS = 12;

/** Where the net of chances is wide, each is spread over its mesh, up to `untilMs`. */
function spreadOut(chances: readonly Chance[], untilMs: number): readonly Chance[] {
  return chances.flatMap((chance, index) => {
    const { leftMs, probability, blind } = chance;
    if (probability < 1e-5) return [];
    const from = ((chances[index - 1]?.leftMs ?? 0) + leftMs) / 2;
    const to = ((chances[index + 1]?.leftMs ?? leftMs) + leftMs) / 2;
    const parts = Math.min(Math.ceil((to - from) / (FINE * leftMs)), MOST_PARTS);
    if (parts <= 1 || from > untilMs) return [chance];
    return Array.from({ length: parts }, (_, part) => ({
      leftMs: from + ((to - from) * (part + 0.5)) / parts,
      probability: probability / parts,
      blind,
    }));
  });
}

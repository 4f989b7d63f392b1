import { renderTable } from "../shared/table.ts";
import { type Comparisons, OWN } from "./compare.ts";
import type { Figures } from "./summary.ts";
import type { Target } from "./targets.ts";

const HEADS = ["queries", "delay", "p95", "max", "cost"];

/** A Markdown table for each family: what each method took. */
export function renderTables(families: Comparisons): string[] {
  return Object.entries(families).map(([family, { methods, bestPeer }]) =>
    renderTable(
      [family, ...HEADS, "of best"],
      Object.entries(methods).map(([name, figures]) => [
        name,
        ...round(figures),
        (figures.cost / bestPeer.cost).toFixed(2),
      ]),
    ),
  );
}

/** One line for each family: this package, the best peer, and whether the targets are met. */
export function renderOverview(families: Comparisons): string {
  return renderTable(
    [OWN, ...HEADS, "best peer", "its cost", "ratio", "targets"],
    Object.entries(families).map(([family, { own, bestPeer, ratio, targets }]) => [
      family,
      ...round(own),
      bestPeer.name,
      bestPeer.cost.toFixed(2),
      ratio.toFixed(2),
      renderTargets(targets),
    ]),
  );
}

function renderTargets(targets: readonly Target[]): string {
  const missed = targets.filter(({ met }) => !met);
  if (missed.length === 0) return `${targets.length} of ${targets.length} met`;
  return missed
    .map(
      ({ name, measured, limit }) =>
        `missed: ${name} ${measured.toFixed(3)}, not ${limit.toFixed(2)}`,
    )
    .join("; ");
}

function round({ queries, delay, delayP95, delayMax, cost }: Figures): string[] {
  return [queries, delay, delayP95, delayMax, cost].map((figure) => figure.toFixed(2));
}

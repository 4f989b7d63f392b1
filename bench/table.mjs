import { OWN } from "./compare.mjs";

const KEYS = ["queries", "delay", "delayP95", "delayMax", "cost"];
const HEADS = ["queries", "delay", "p95", "max", "cost"];

/** A Markdown table for each family: what each method took. */
export function renderTables(families) {
  return Object.entries(families).map(([family, { methods, bestPeer }]) => {
    const rows = Object.entries(methods).map(([name, figures]) => [
      name,
      ...round(figures),
      (figures.cost / bestPeer.cost).toFixed(2),
    ]);
    return renderTable([[family, ...HEADS, "of best"], ...rows]);
  });
}

/** One line for each family: this package, the best peer, and whether the targets are met. */
export function renderOverview(families) {
  const rows = Object.entries(families).map(([family, { methods, bestPeer, ratio, targets }]) => [
    family,
    ...round(methods[OWN]),
    bestPeer.name,
    bestPeer.cost.toFixed(2),
    ratio.toFixed(2),
    renderTargets(targets),
  ]);
  return renderTable([[OWN, ...HEADS, "best peer", "its cost", "ratio", "targets"], ...rows]);
}

function renderTargets(targets) {
  const missed = targets.filter(({ met }) => !met);
  if (missed.length === 0) return `${targets.length} of ${targets.length} met`;
  return missed
    .map(
      ({ name, measured, limit }) =>
        `missed: ${name} ${measured.toFixed(3)}, not ${limit.toFixed(2)}`,
    )
    .join("; ");
}

function round(figures) {
  return KEYS.map((key) => figures[key].toFixed(2));
}

function renderTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const numeric = rows[0].map((_, column) => !Number.isNaN(Number(rows[1][column])));
  const rule = widths.map((width, column) =>
    numeric[column] ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
  );
  const pad = (cell, column) =>
    numeric[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]);
  const [head, ...body] = rows.map((row) => row.map(pad));
  return [head, rule, ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

import { renderTable } from "../../shared/table.ts";
import type { ScaleFigures } from "./figures.ts";

export interface ScaleRow {
  readonly label: string;
  readonly method: string;
  readonly figures: ScaleFigures;
}

const COLUMNS: readonly (readonly [string, (figures: ScaleFigures) => string])[] = [
  ["queries", ({ queries }) => String(queries)],
  ["queries/s", ({ queriesPerSecond }) => queriesPerSecond.toFixed(1)],
  ["delay p95 (s)", ({ delayP95 }) => delayP95.toFixed(2)],
  ["delay max (s)", ({ delayMax }) => delayMax.toFixed(2)],
  ["CPU/query (ms)", ({ cpuPerQueryMs }) => cpuPerQueryMs.toFixed(2)],
  ["of bare", ({ cpuRatio }) => cpuRatio.toFixed(2)],
  ["peak MB", ({ peakMb }) => peakMb.toFixed(0)],
  ["sockets", ({ sockets }) => String(sockets)],
  ["loop p99 (ms)", ({ loopDelayMs }) => loopDelayMs.toFixed(1)],
  ["longest gap (s)", ({ longestGap }) => longestGap.toFixed(1)],
  ["of budget's", (figures) => (isHeldUp(figures) ? figures.gapRatio.toFixed(2) : "-")],
  ["turn (s)", ({ longestWaitForTurn: wait }) => wait?.toFixed(2) ?? "-"],
  ["service busy", ({ serviceBusy }) => `${(serviceBusy * 100).toFixed(0)} %`],
];

/** Where waits ask less often than they may, gaps are their own choice. */
function isHeldUp({ longestWaitForTurn = 0, budgetGap }: ScaleFigures): boolean {
  return longestWaitForTurn > budgetGap / 2 && budgetGap > 1;
}

/** A line for each level and method. */
export function renderLevels(rows: readonly ScaleRow[]): string {
  return renderTable(
    ["waits", ...COLUMNS.map(([title]) => title)],
    rows.map(({ label, figures }) => [label, ...COLUMNS.map(([, show]) => show(figures))]),
  );
}

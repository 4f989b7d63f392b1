/** A Markdown table of text cells, numbers to the right. */
export function renderTable(head, body) {
  const rows = [head, ...body];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column].length), 3));
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const pad = (cell, column) =>
    column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [line(head.map(pad)), line(rule), ...body.map((row) => line(row.map(pad)))].join("\n");
}

const COLUMNS = [
  ["queries", ({ queries }) => `${queries}`],
  ["queries/s", ({ queriesPerSecond }) => queriesPerSecond.toFixed(1)],
  ["delay p95 (s)", ({ delayP95 }) => delayP95.toFixed(2)],
  ["delay max (s)", ({ delayMax }) => delayMax.toFixed(2)],
  ["CPU/query (ms)", ({ cpuPerQueryMs }) => cpuPerQueryMs.toFixed(2)],
  ["of bare", ({ cpuRatio }) => cpuRatio.toFixed(2)],
  ["peak MB", ({ peakMb }) => peakMb.toFixed(0)],
  ["sockets", ({ sockets }) => `${sockets}`],
  ["loop p99 (ms)", ({ loopDelayMs }) => loopDelayMs.toFixed(1)],
  ["longest gap (s)", ({ longestGap }) => longestGap.toFixed(1)],
  ["of budget's", (figures) => (isHeldUp(figures) ? figures.gapRatio.toFixed(2) : "-")],
  ["turn (s)", ({ longestWaitForTurn: wait }) => (wait === undefined ? "-" : wait.toFixed(2))],
  ["service busy", ({ serviceBusy }) => `${(serviceBusy * 100).toFixed(0)} %`],
];

/** Where waits ask less often than they may, gaps are their own choice. */
function isHeldUp({ longestWaitForTurn = 0, budgetGap }) {
  return longestWaitForTurn > budgetGap / 2 && budgetGap > 1;
}

/** A line for each level and method. */
export function renderLevels(rows) {
  return renderTable(
    ["waits", ...COLUMNS.map(([title]) => title)],
    rows.map(({ label, figures }) => [label, ...COLUMNS.map(([, show]) => show(figures))]),
  );
}

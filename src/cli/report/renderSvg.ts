import { renderDuration } from "../../display/duration";
import { cutColumns } from "../../display/terminalText";
import { escapeHtml } from "./escapeHtml";
import type { ChartRow, TimeChart } from "./timeChart";

const WIDTH = 960;
/** Where the bars begin, right of the names, and end, left of the durations. */
const LEFT = 300;
const RIGHT = 820;
const ROW = 26;
const AXIS = 28;
/** How many terminal columns of text fit left of the bars. */
const NAME_COLUMNS = 36;
/** Bars of length 0 stay visible. */
const LEAST_WIDTH = 2;
const MOST_TICKS = 7;

/** Steps between two ticks, in seconds. */
const tickSteps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400,
];

/** A chart with a row for each step and sub-step, and a bar where the times are known. */
export function renderSvg(chart: TimeChart): string {
  const { title, rows, beginMs, endMs } = chart;
  const height = AXIS + rows.length * ROW + 4;
  const x = (ms: number) => LEFT + ((ms - beginMs) / Math.max(endMs - beginMs, 1)) * (RIGHT - LEFT);
  return [
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(`Time chart of ${title}`)}">`,
    ...renderAxis(chart, x, height),
    ...rows.map((row, index) => renderRow(row, AXIS + index * ROW, x)),
    "</svg>",
  ].join("\n");
}

function renderAxis(
  { beginMs, endMs }: TimeChart,
  x: (ms: number) => number,
  height: number,
): string[] {
  const seconds = (endMs - beginMs) / 1000;
  const step = tickSteps.find((one) => seconds / one <= MOST_TICKS) ?? seconds / MOST_TICKS;
  const ticks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
  return ticks.map((tick) => {
    const at = round(x(beginMs + tick * 1000));
    return (
      `<line class="line" x1="${at}" y1="${AXIS - 6}" x2="${at}" y2="${height}"/>` +
      `<text class="faint" x="${at}" y="${AXIS - 12}" text-anchor="middle">${renderDuration(tick)}</text>`
    );
  });
}

function renderRow(row: ChartRow, top: number, x: (ms: number) => number): string {
  const { number, name, isSubStep, state, status, code, detail, beginTime, endTime, bar } = row;
  const label = cutColumns(`${isSubStep ? "   " : ""}${number} ${name}`, NAME_COLUMNS);
  const base = top + 17;
  const took = row.taken === undefined ? "" : renderDuration(row.taken);
  const end = cutColumns([code || (bar ? "" : status), took].filter(Boolean).join(" "), 20);
  const times = [beginTime, endTime].filter(Boolean).join(" - ");
  const title = [`${number} ${name}`, status, code, detail, times, took]
    .filter(Boolean)
    .join(" · ");
  const shape = bar && renderBar(bar, isSubStep, top, x);
  return [
    `<g><title>${escapeHtml(title)}</title>`,
    `<text x="${isSubStep ? 16 : 0}" y="${base}">${escapeHtml(label.trimStart())}</text>`,
    shape && `<rect class="bar ${state}${isSubStep ? " inner" : ""}" ${shape} rx="2"/>`,
    end && `<text class="faint" x="${RIGHT + 10}" y="${base}">${escapeHtml(end)}</text>`,
    "</g>",
  ]
    .filter(Boolean)
    .join("");
}

function renderBar(
  { beginMs, endMs }: { readonly beginMs: number; readonly endMs: number },
  isSubStep: boolean,
  top: number,
  x: (ms: number) => number,
): string {
  const width = Math.max(x(endMs) - x(beginMs), LEAST_WIDTH);
  const inset = isSubStep ? 8 : 5;
  return `x="${round(x(beginMs))}" y="${top + inset}" width="${round(width)}" height="${ROW - 2 * inset}"`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

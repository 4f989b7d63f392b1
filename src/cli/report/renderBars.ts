import { renderDuration } from "../../display/duration";
import type { ChartState } from "./chartState";
import { escapeHtml } from "./escapeHtml";
import type { ChartRow, TimeChart } from "./timeChart";

const MAX_TICKS = 6;

/** Gaps between two ticks, in seconds. */
const tickGaps = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400],
];

/** The same marks as in a terminal, so that a colour is never the only sign. */
const marks: Readonly<Record<ChartState, string>> = {
  done: "✔",
  failed: "✖",
  running: "▶",
  waiting: "·",
};

/** A list with a row for each step and sub-step, and a bar where the times are known. */
export function renderBars(chart: TimeChart): string {
  const { title, rows } = chart;
  const axis = rows.some(({ bar }) => bar) ? [renderAxis(chart)] : [];
  return [
    `<ol aria-label="${escapeHtml(`Time chart of ${title}`)}">`,
    ...[...axis, ...rows.map((row) => renderRow(row, chart))],
    "</ol>",
  ].join("\n");
}

function renderAxis({ beginMs, endMs }: TimeChart): string {
  const seconds = (endMs - beginMs) / 1000;
  const gap = tickGaps.find((one) => seconds / one < MAX_TICKS) ?? seconds / MAX_TICKS;
  const ticks = Array.from({ length: Math.ceil(seconds / gap) }, (_, index) => index * gap);
  const drawn = ticks.map(
    (tick) =>
      `<span class="tick" style="left:${percent(tick, seconds)}">${renderDuration(tick)}</span>`,
  );
  return `<li class="axis" aria-hidden="true"><span></span><span></span><span class="track">${drawn.join("")}</span></li>`;
}

function renderRow(row: ChartRow, chart: TimeChart): string {
  const { number, name, isSubStep, state, status, code, detail, beginTime, endTime, bar } = row;
  const took = row.taken === undefined ? "" : renderDuration(row.taken);
  const end = [code || (state === "done" ? "" : status), took].filter(Boolean).join(" ");
  const times = [beginTime, endTime].filter(Boolean).join(" - ");
  const title = [`${number} ${name}`, status, code, detail, times, took].filter(Boolean);
  return [
    `<li class="${isSubStep ? "sub" : "step"}" title="${escapeHtml(title.join(" · "))}">`,
    `<span class="mark ${state}">${marks[state]}</span>`,
    `<span class="name">${escapeHtml(`${number} ${name}`)}</span>`,
    `<span class="track">${bar ? renderBar(bar, state, chart) : ""}</span>`,
    `<span class="end">${escapeHtml(end)}</span></li>`,
  ].join("");
}

function renderBar(
  bar: { readonly beginMs: number; readonly endMs: number },
  state: ChartState,
  { beginMs, endMs }: TimeChart,
): string {
  const span = endMs - beginMs;
  const left = percent(bar.beginMs - beginMs, span);
  const width = percent(bar.endMs - bar.beginMs, span);
  // A bar without a length is still 3 pixels wide, also at the end of its track.
  return `<span class="bar ${state}" style="left:min(${left},100% - 3px);width:${width}"></span>`;
}

function percent(part: number, whole: number): string {
  return `${Math.round((part / Math.max(whole, 1e-9)) * 10_000) / 100}%`;
}

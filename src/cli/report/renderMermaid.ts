import { renderDuration } from "../../display/duration";
import type { ChartState } from "./chartState";
import type { ChartRow, TimeChart } from "./timeChart";

const tags: Readonly<Record<ChartState, string>> = {
  done: "done, ",
  failed: "crit, ",
  running: "active, ",
  waiting: "",
};

/**
 * The charts as Mermaid blocks for a Markdown comment, such as on a pull request: one for each task.
 * A step without times has a diamond: at the end of the chart if it waits, else at its begin.
 */
export function renderMermaid(charts: readonly TimeChart[]): string {
  return charts.map((chart) => `\`\`\`mermaid\n${renderGantt(chart)}\`\`\`\n`).join("\n");
}

function renderGantt(chart: TimeChart): string {
  const { title, verdict, facts, rows } = chart;
  const lines = rows.flatMap((row) => {
    const section = row.isSubStep ? [] : [`section ${word(`${row.number} ${row.name}`)}`];
    return [...section, renderTask(row, chart)];
  });
  return [
    "gantt",
    `title ${word([`${title} - ${verdict.text}`, ...facts].join(" · "))}`,
    "dateFormat YYYY-MM-DDTHH:mm:ss.SSS",
    "axisFormat %H:%M:%S",
    ...lines,
  ]
    .map((line, index) => `${index === 0 ? "" : "    "}${line}\n`)
    .join("");
}

function renderTask(row: ChartRow, { beginMs, endMs }: TimeChart): string {
  const { number, name, isSubStep, state, status, code, taken, bar } = row;
  const taking = taken === undefined ? "" : ` ${renderDuration(taken)}`;
  const said = bar ? code : code || status.toLowerCase();
  const text = word(`${number} ${isSubStep ? name : "step"}${said && ` ${said}`}${taking}`);
  if (bar) return `${text} :${tags[state]}${time(bar.beginMs)}, ${time(bar.endMs)}`;
  return `${text} :${tags[state]}milestone, ${time(state === "waiting" ? endMs : beginMs)}, 0s`;
}

/** A time by the service's clock, without a zone. */
function time(ms: number): string {
  return new Date(ms).toISOString().slice(0, -1);
}

/** Replaces the characters that have a meaning in Mermaid by their full-width forms. */
function word(text: string): string {
  return text.replace(/[:;#,%`{}<>]/g, (sign) =>
    String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0),
  );
}

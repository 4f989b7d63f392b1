import { renderDuration } from "../../display/duration";
import type { ChartRow, ChartState, TimeChart } from "./timeChart";

const tags: Readonly<Record<ChartState, string>> = {
  done: "done, ",
  failed: "crit, ",
  running: "active, ",
  waiting: "",
};

/**
 * The charts as Mermaid blocks for a Markdown comment, such as on a pull request: one for each task.
 * Steps with unknown times are left out.
 */
export function renderMermaid(charts: readonly TimeChart[]): string {
  return charts.map((chart) => `\`\`\`mermaid\n${renderGantt(chart)}\`\`\`\n`).join("\n");
}

function renderGantt({ title, facts, rows }: TimeChart): string {
  const lines = rows.flatMap((row) => {
    const section = row.isSubStep ? [] : [`section ${word(`${row.number} ${row.name}`)}`];
    return [...section, ...renderTask(row)];
  });
  return [
    "gantt",
    `title ${word([title, ...facts].join(" · "))}`,
    "dateFormat YYYY-MM-DDTHH:mm:ss.SSS",
    "axisFormat %H:%M:%S",
    ...lines,
  ]
    .map((line, index) => `${index === 0 ? "" : "    "}${line}\n`)
    .join("");
}

function renderTask({ number, name, isSubStep, state, code, taken, bar }: ChartRow): string[] {
  if (!bar) return [];
  const taking = taken === undefined ? "" : ` ${renderDuration(taken)}`;
  const text = word(`${number} ${isSubStep ? name : "step"}${code && ` ${code}`}${taking}`);
  return [`${text} :${tags[state]}${time(bar.beginMs)}, ${time(bar.endMs)}`];
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

import { renderDuration } from "../../display/duration";
import { type ChartRow, factsOf, type TimeChart } from "./timeChart";
import type { VerdictState } from "./verdict";

const marks: Readonly<Record<VerdictState, string>> = {
  succeeded: "✅",
  failed: "❌",
  running: "⏳",
  unknown: "❔",
};

/** The charts as Markdown for a comment or a job summary: for each task a verdict and a table. */
export function renderMarkdown(charts: readonly TimeChart[]): string {
  return charts.map(renderTask).join("\n");
}

function renderTask(chart: TimeChart): string {
  const { title, verdict, rows } = chart;
  const table = [
    "| step | status | began | ended | took |",
    "|---|---|---|---|---|",
    ...rows.map(renderRow),
  ];
  return [
    `### ${marks[verdict.state]} ${escapeMarkdown(title)}: ${escapeMarkdown(verdict.text)}`,
    factsOf(chart).map(escapeMarkdown).join(" · "),
    ...(rows.length > 0 ? [table.join("\n")] : []),
  ]
    .map((block) => `${block}\n`)
    .join("\n");
}

function renderRow(row: ChartRow): string {
  const { number, name, isSubStep, state, status, code, detail, beginTime, endTime, taken } = row;
  const label = `${isSubStep ? "&nbsp;&nbsp;" : ""}${escapeMarkdown(`${number} ${name}`)}`;
  const words = escapeMarkdown(
    [status, code, state === "failed" ? detail : ""].filter(Boolean).join(" "),
  );
  const isBold = state === "failed" || state === "running";
  const took = taken === undefined ? "" : renderDuration(taken);
  const cells = [
    label,
    isBold ? `**${words}**` : words,
    escapeMarkdown(beginTime),
    escapeMarkdown(endTime),
    took,
  ];
  return `| ${cells.join(" | ")} |`;
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  // An empty comment keeps GitHub from reading a mention or the number of an issue.
  ["@", "@<!-- -->"],
  ["#", "\\#<!-- -->"],
]);

/** What begins a link without brackets: `https:` before its slashes, and `www` before its dot. */
const ADDRESS = /:(?=\/\/)|www(?=\.)/gi;

/** Text without any meaning in Markdown or HTML. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()<>#+!|~&@$]/g, (sign) => entities.get(sign) ?? `\\${sign}`)
    .replace(ADDRESS, "$&<!-- -->");
}

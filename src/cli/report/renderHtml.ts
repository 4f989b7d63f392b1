import { renderDuration } from "../../display/duration";
import { escapeHtml } from "./escapeHtml";
import { renderSvg } from "./renderSvg";
import type { TimeChart } from "./timeChart";

/** Colours for light and dark mode; nothing is loaded from elsewhere. */
const style = `
:root { color-scheme: light dark; --text: #1f2328; --faint: #59636e; --line: #d1d9e0; --page: #ffffff;
  --done: #2da44e; --failed: #cf222e; --running: #0969da; --waiting: #8c959f; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --faint: #9198a1; --line: #3d444d;
  --page: #0d1117; --done: #3fb950; --failed: #f85149; --running: #4493f8; --waiting: #6e7681; } }
body { margin: 2rem auto; max-width: 62rem; padding: 0 1rem; background: var(--page);
  color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 2rem 0 0.2rem; overflow-wrap: anywhere; }
p { color: var(--faint); margin: 0.2rem 0 1rem; }
svg { display: block; width: 100%; height: auto; } svg text { fill: var(--text); font-size: 13px; }
svg .faint { fill: var(--faint); font-size: 12px; } svg .line { stroke: var(--line); }
.done { fill: var(--done); } .failed { fill: var(--failed); } .running { fill: var(--running); }
.inner { opacity: 0.65; } table { border-collapse: collapse; margin-top: 1rem; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: 0.25rem 0.6rem 0.25rem 0; text-align: left;
  vertical-align: top; } td.name { overflow-wrap: anywhere; } td.indent { padding-left: 1.5rem; }
td.time { white-space: nowrap; } td.failed { color: var(--failed); }
`;

/** The charts as one self-contained page without scripts, for light and dark mode. */
export function renderHtml(charts: readonly TimeChart[]): string {
  const sections = charts.map(renderSection).join("\n");
  // Defence in depth: the policy blocks scripts even if a name escaped the escaping.
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>DCS background tasks</title>
<style>${style}</style>
</head>
<body>
<h1>DCS background tasks</h1>
${sections}
</body>
</html>
`;
}

function renderSection(chart: TimeChart): string {
  const { title, facts, rows, beginMs, endMs, hasZone } = chart;
  const known = rows.some(({ bar }) => bar);
  const begin = new Date(beginMs).toISOString().replace("T", " ").slice(0, 19);
  const span = known
    ? [
        `from ${begin}${hasZone ? " UTC" : " (no time zone given)"}`,
        renderDuration((endMs - beginMs) / 1000),
      ]
    : ["the service gave no times"];
  return `<section>
<h2>${escapeHtml(title)}</h2>
<p>${escapeHtml([...facts, ...span].join(" · "))}</p>
${known ? renderSvg(chart) : ""}
${renderTable(chart)}
</section>`;
}

function renderTable({ rows }: TimeChart): string {
  const lines = rows.map((row) => {
    const { number, name, isSubStep, state, status, code, beginTime, endTime, taken } = row;
    const words = [status, code, row.state === "failed" ? row.detail : ""]
      .filter(Boolean)
      .join(" ");
    const cells = [
      ["name", isSubStep ? "indent" : "", `${number} ${name}`],
      [state === "failed" ? "failed" : "", "", words],
      ["time", "", beginTime],
      ["time", "", endTime],
      ["time", "", taken === undefined ? "" : renderDuration(taken)],
    ].map(([a = "", b = "", text = ""]) => {
      const names = `${a} ${b}`.trim();
      return `<td${names && ` class="${names}"`}>${escapeHtml(text)}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  const head = ["step", "status", "began", "ended", "took"].map((name) => `<th>${name}</th>`);
  return `<table>\n<thead><tr>${head.join("")}</tr></thead>\n<tbody>\n${lines.join("\n")}\n</tbody>\n</table>`;
}
